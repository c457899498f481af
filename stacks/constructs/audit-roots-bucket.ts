import { auditRetentionDays } from '@cloudapp/data/audit-item';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { auditRootsBucketName } from '../names.ts';
import { PrivateBucket } from './private-bucket.ts';

export interface AuditRootsBucketProps {
  readonly environment: Environment;
  readonly keyArn: string;
  readonly accessLogBucket: string;
}

/** What can be removed again with the environment is locked no longer than anybody needs to see that it works. */
const unprotectedDays = 1;

/**
 * Where the signed roots of the audit log lie: written once and never replaced, and in a protected environment kept from everybody, the
 * account's root user included, as long as the entries are that they vouch for.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class AuditRootsBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { environment, keyArn, accessLogBucket }: AuditRootsBucketProps) {
    const bucketName = auditRootsBucketName(environment);
    super(scope, id, {
      environment,
      bucketName,
      keyArn,
      accessLogBucket,
      expireAfterDays: auditRetentionDays + 1,
      lock: environment.isProtected
        ? { mode: 'COMPLIANCE', days: auditRetentionDays }
        : { mode: 'GOVERNANCE', days: unprotectedDays },
      statements: [onlyNewObjects(bucketName)],
    });
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html */
function onlyNewObjects(bucketName: string): object {
  return {
    Sid: 'OnlyNewObjects',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucketName}/*`,
    Condition: { Null: { 's3:if-none-match': 'true' } },
  };
}
