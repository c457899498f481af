import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  UpdateAssumeRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Environment } from '../config/environment.ts';
import { deployRole, physicalName, stateBucketName } from '../stacks/names.ts';
import { tlsOnlyPolicy } from '../stacks/permissions/tls-only.ts';
import { unlessSame, unlessThere } from './unless-there.ts';

interface Clients {
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

const oidcHost = 'token.actions.githubusercontent.com';
/** AWS's own policy: deploying makes roles, keys and networks. What it makes is bounded by the stacks. */
const deployerPolicy = 'arn:aws:iam::aws:policy/AdministratorAccess';
/** As long as a first deployment takes at the worst, twice. */
const sessionSeconds = 7200;

/**
 * Makes what must be there before Terraform: the bucket of its state, and the role that GitHub Actions assumes by OIDC.
 * Everything is looked up first: run again, it changes only what differs.
 *
 * @param repository `OWNER/REPOSITORY` whose workflows may assume the role; left out, the role stays as it is
 * @throws Error when signed in to another account than the environment's
 */
export async function bootstrapEnvironment(
  clients: Clients,
  environment: Environment,
  repository?: string,
): Promise<{ bucket: string; roleArn?: string }> {
  const { account } = environment;
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  if (Account !== account) throw new Error(`Signed in to ${Account ?? '?'}, but ${environment.name} is ${account}`);
  const bucket = await makeBucket(clients.s3, environment);
  if (repository === undefined) return { bucket };
  await makeOidcProvider(clients.iam, account);
  const roleName = await makeRole(clients.iam, environment, repository);
  return { bucket, roleArn: `arn:aws:iam::${account}:role/${roleName}` };
}

async function makeBucket(s3: S3Client, environment: Environment): Promise<string> {
  const Bucket = stateBucketName(environment);
  const LocationConstraint = environment.region as BucketLocationConstraint;
  const isDefault = environment.region === 'us-east-1';
  await unlessThere(
    () => s3.send(new HeadBucketCommand({ Bucket })),
    () =>
      s3.send(
        new CreateBucketCommand({ Bucket, ...(!isDefault && { CreateBucketConfiguration: { LocationConstraint } }) }),
      ),
  );
  await unlessSame(
    'Enabled',
    async () => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
    () => s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
  );
  await encrypt(s3, Bucket);
  const PublicAccessBlockConfiguration = {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  };
  await unlessSame(
    PublicAccessBlockConfiguration,
    async () => (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
    () => s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration })),
  );
  const Policy = tlsOnlyPolicy(`arn:aws:s3:::${Bucket}`);
  await unlessSame(
    JSON.parse(Policy),
    async () => JSON.parse((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? 'null') as unknown,
    () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
  );
  return Bucket;
}

async function encrypt(s3: S3Client, Bucket: string): Promise<void> {
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true } as const;
  await unlessSame(
    ['aws:kms', true],
    async () => {
      const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      const [found] = ServerSideEncryptionConfiguration?.Rules ?? [];
      return [found?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm, found?.BucketKeyEnabled];
    },
    () => s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } })),
  );
}

async function makeOidcProvider(iam: IAMClient, account: string): Promise<void> {
  const OpenIDConnectProviderArn = oidcArn(account);
  await unlessThere(
    () => iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
    () =>
      iam.send(
        new CreateOpenIDConnectProviderCommand({ Url: `https://${oidcHost}`, ClientIDList: ['sts.amazonaws.com'] }),
      ),
  );
}

const oidcArn = (account: string): string => `arn:aws:iam::${account}:oidc-provider/${oidcHost}`;

/** Only workflows of this repository that run in the GitHub environment of the same name may assume the role. */
async function makeRole(iam: IAMClient, environment: Environment, repository: string): Promise<string> {
  const RoleName = physicalName(environment, deployRole);
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: oidcArn(environment.account) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${oidcHost}:aud`]: 'sts.amazonaws.com',
            [`${oidcHost}:sub`]: `repo:${repository}:environment:${environment.name}`,
          },
        },
      },
    ],
  });
  const role = { RoleName, AssumeRolePolicyDocument: trust, MaxSessionDuration: sessionSeconds };
  await unlessThere(
    () => iam.send(new GetRoleCommand({ RoleName })),
    () => iam.send(new CreateRoleCommand(role)),
  );
  // Another repository may have been named the last time.
  await unlessSame(
    JSON.parse(trust),
    async () => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
      return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? 'null')) as unknown;
    },
    () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust })),
  );
  await unlessSame(
    true,
    async () => {
      const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return AttachedPolicies.some(({ PolicyArn }) => PolicyArn === deployerPolicy);
    },
    () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: deployerPolicy })),
  );
  return RoleName;
}
