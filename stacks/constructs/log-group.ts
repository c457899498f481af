import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';

export interface LogGroupProps {
  readonly environment: Environment;
  readonly name: string;
  readonly keyArn: string;
  /** @default the environment's */
  readonly region?: string;
}

/** A log group with the environment's retention, encrypted under a key of our own. */
export class LogGroup extends CloudwatchLogGroup {
  constructor(scope: Construct, id: string, { environment, name, keyArn, region }: LogGroupProps) {
    super(scope, id, { name, retentionInDays: environment.logs.retentionDays, kmsKeyId: keyArn, region });
  }
}
