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

it('changes nothing where everything is as it should be', async () => {
  const environment = { ...(await environmentOfAccount()), name: 'bootagain' };
  await bootstrapEnvironment(clients, environment, 'organisation/cloudapp');
  const calls: string[] = [];
  const recording = { iam: new IAMClient(), s3: new S3Client({ forcePathStyle: true }), sts: new STSClient() };
  for (const { middlewareStack } of Object.values(recording) as Pick<IAMClient, 'middlewareStack'>[]) {
    middlewareStack.add((next, { commandName = '' }) => {
      calls.push(commandName);
      return next;
    });
  }

  await bootstrapEnvironment(recording, environment, 'organisation/cloudapp');

  expect(calls.length).toBeGreaterThan(8);
  expect(calls.filter((name) => !/^(Get|Head|List)/.test(name))).toEqual([]);
  for (const client of Object.values(recording)) client.destroy();
});

it('makes the bucket alone where no repository is named', async () => {
  const environment = { ...(await environmentOfAccount()), name: 'bootalone' };

  expect(Object.keys(await bootstrapEnvironment(clients, environment))).toEqual(['bucket']);

  const RoleName = 'cloudapp-bootalone-deploy';
  await expect(clients.iam.send(new GetRoleCommand({ RoleName }))).rejects.toThrow(/cannot be found|not found/i);
});

it('does nothing in another account', async () => {
  const environment = { ...(await environmentOfAccount()), account: '999999999999' };

  await expect(bootstrapEnvironment(clients, environment, 'organisation/cloudapp')).rejects.toThrow(/Signed in to/);
});
