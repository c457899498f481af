import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { physicalName } from '../names.ts';

export interface DeadLetterQueueProps {
  readonly environment: Environment;
  /** The function whose failures it keeps. */
  readonly functionName: string;
  readonly keyArn: string;
}

const fourteenDays = 14 * 86_400;

/** What failed after all retries, kept as long as SQS keeps anything. */
export class DeadLetterQueue extends SqsQueue {
  constructor(scope: Construct, id: string, { environment, functionName, keyArn }: DeadLetterQueueProps) {
    super(scope, id, {
      name: physicalName(environment, `${functionName}-dead-letters`),
      messageRetentionSeconds: fourteenDays,
      kmsMasterKeyId: keyArn,
    });
  }
}
