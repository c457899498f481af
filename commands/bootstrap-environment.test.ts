import { GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, expect, it } from 'vitest';
import { dev } from '../config/dev.ts';
import { environmentSchema } from '../config/environment.ts';
import { bootstrapEnvironment } from './bootstrap-environment.ts';

const clients = { iam: new IAMClient(), s3: new S3Client({ forcePathStyle: true }), sts: new STSClient() };
afterAll(() => {
  for (const client of Object.values(clients)) client.destroy();
});

async function environmentOfAccount() {
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  return environmentSchema.parse({ ...dev, name: 'boot', account: Account });
}

it('makes a private, versioned, encrypted bucket and a role for one repository, and may be run again', async () => {
  const environment = await environmentOfAccount();

  const made = await bootstrapEnvironment(clients, environment, 'somebody/before');
  const again = await bootstrapEnvironment(clients, environment, 'organisation/cloudapp');

  expect(again).toEqual(made);
  const Bucket = made.bucket;
  expect(await clients.s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: 'Enabled' });
  const encryption = await clients.s3.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(JSON.stringify(encryption.ServerSideEncryptionConfiguration)).toContain('aws:kms');
  const { PublicAccessBlockConfiguration } = await clients.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  const RoleName = 'cloudapp-boot-deploy';
  const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName }));
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toContain(
    'repo:organisation/cloudapp:environment:boot',
  );
  const attached = await clients.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(attached.AttachedPolicies).toHaveLength(1);
});

it('does nothing in another account', async () => {
  const environment = { ...(await environmentOfAccount()), account: '999999999999' };

  await expect(bootstrapEnvironment(clients, environment, 'organisation/cloudapp')).rejects.toThrow(/Signed in to/);
});
