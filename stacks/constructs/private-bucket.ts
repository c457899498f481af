import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging/index.js';
import { S3BucketObjectLockConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy/index.js';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../config/environment.ts';
import { tlsOnlyPolicy } from '../permissions/tls-only.ts';

export interface PrivateBucketProps {
  readonly environment: Environment;
  readonly bucketName: string;
  /** The key that encrypts it. @default S3's own key, for logs that AWS services deliver under no other */
  readonly keyArn?: string;
  /** Days after which objects go; earlier versions go after 30. @default kept */
  readonly expireAfterDays?: number;
  /** Name of the bucket that its access log goes to. @default none */
  readonly accessLogBucket?: string;
  /** Keeps each version of an object from being replaced or removed (Object Lock). @default they can be removed */
  readonly lock?: { readonly mode: 'COMPLIANCE' | 'GOVERNANCE'; readonly days: number };
  /** Statements besides the one that refuses plain HTTP. */
  readonly statements?: readonly object[];
}

/** A bucket that nobody outside the account can reach, encrypted, versioned, over TLS only. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;
  /** Its name, for whoever must wait until its policy is in force. */
  readonly guardedName: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { isProtected } = props.environment;
    this.bucket = new S3Bucket(this, 'bucket', {
      bucket: props.bucketName,
      forceDestroy: !isProtected,
      objectLockEnabled: props.lock !== undefined,
      ...(isProtected && { lifecycle: { preventDestroy: true } }),
    });
    const bucket = this.bucket.id;
    const publicAccess = new S3BucketPublicAccessBlock(this, 'public-access', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, 'ownership', { bucket, rule: { objectOwnership: 'BucketOwnerEnforced' } });
    new S3BucketVersioningA(this, 'versioning', { bucket, versioningConfiguration: { status: 'Enabled' } });
    new S3BucketServerSideEncryptionConfigurationA(this, 'encryption', {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: props.keyArn
            ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: props.keyArn }
            : { sseAlgorithm: 'AES256' },
          bucketKeyEnabled: props.keyArn !== undefined,
        },
      ],
    });
    const policy = new S3BucketPolicy(this, 'policy', {
      bucket,
      policy: tlsOnlyPolicy(this.bucket.arn, props.statements),
      dependsOn: [publicAccess],
    });
    this.guardedName = policy.bucket;
    this.#addLifecycle(bucket, props.expireAfterDays);
    if (props.lock) {
      new S3BucketObjectLockConfigurationA(this, 'lock', { bucket, rule: { defaultRetention: props.lock } });
    }
    if (props.accessLogBucket !== undefined) {
      new S3BucketLoggingA(this, 'logging', {
        bucket,
        targetBucket: props.accessLogBucket,
        targetPrefix: `s3/${props.bucketName}/`,
      });
    }
  }

  #addLifecycle(bucket: string, expireAfterDays: number | undefined): void {
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket,
      rule: [
        {
          id: 'tidy',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
          ...(expireAfterDays !== undefined && { expiration: [{ days: expireAfterDays }] }),
        },
      ],
    });
  }
}
