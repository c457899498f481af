import { randomUUID } from 'node:crypto';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { AuditKey } from '../audit-key.ts';
import { AuditRootStore } from '../audit-root-store.ts';

/** How the key that signs the audit log is made. */
export const auditKeySpec = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;

/** Makes a bucket whose objects can be neither replaced nor removed for so many days. */
export async function makeLockedBucket(s3: S3Client, Bucket: string, Days: number): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
  await s3.send(
    new PutObjectLockConfigurationCommand({
      Bucket,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days } },
      },
    }),
  );
}

/** A key and a bucket for roots that one test has to itself, on the emulator. */
export async function createAuditCloud() {
  const kms = new KMSClient({});
  const s3 = new S3Client({ forcePathStyle: true });
  const bucket = `roots-${randomUUID()}`;
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(auditKeySpec));
  await makeLockedBucket(s3, bucket, 1);
  return { key: new AuditKey(kms, KeyMetadata?.Arn ?? ''), roots: new AuditRootStore(s3, bucket), bucket, s3 };
}
