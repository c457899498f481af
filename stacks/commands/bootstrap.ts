import { execFileSync } from 'node:child_process';
import * as z from 'zod';
import { loadEnvironment } from '../../config/index.ts';
import { physicalName, stateBucketName } from '../names.ts';

// npx tsx stacks/commands/bootstrap.ts ENV OWNER/REPOSITORY — what must be there before Terraform: the bucket of its state, and
// the role that GitHub Actions assumes by OIDC. Everything is looked up first, so that it can be run again.

const environment = loadEnvironment(process.argv[2]);
const repository = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+$/, 'must be OWNER/REPOSITORY')
  .parse(process.argv[3]);
const { account, region } = environment;
const bucket = stateBucketName(environment);
const roleName = physicalName(environment, 'deploy');
const oidcHost = 'token.actions.githubusercontent.com';
const oidcArn = `arn:aws:iam::${account}:oidc-provider/${oidcHost}`;

const identity = JSON.parse(aws('sts', 'get-caller-identity')) as { Account: string };
if (identity.Account !== account) {
  throw new Error(`Signed in to ${identity.Account}, but ${environment.name} is ${account}`);
}
makeBucket();
makeOidcProvider();
makeRole();
process.stdout.write(
  `State: s3://${bucket}\nAWS_ROLE_ARN: arn:aws:iam::${account}:role/${roleName}\nAWS_REGION: ${region}\n`,
);

function makeBucket(): void {
  if (!isThere('s3api', 'head-bucket', '--bucket', bucket)) {
    const place = region === 'us-east-1' ? [] : ['--create-bucket-configuration', `LocationConstraint=${region}`];
    aws('s3api', 'create-bucket', '--bucket', bucket, ...place);
  }
  aws('s3api', 'put-bucket-versioning', '--bucket', bucket, '--versioning-configuration', 'Status=Enabled');
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true };
  aws(
    's3api',
    'put-bucket-encryption',
    '--bucket',
    bucket,
    '--server-side-encryption-configuration',
    json({ Rules: [rule] }),
  );
  aws(
    's3api',
    'put-public-access-block',
    '--bucket',
    bucket,
    '--public-access-block-configuration',
    'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true',
  );
}

function makeOidcProvider(): void {
  if (isThere('iam', 'get-open-id-connect-provider', '--open-id-connect-provider-arn', oidcArn)) return;
  aws(
    'iam',
    'create-open-id-connect-provider',
    '--url',
    `https://${oidcHost}`,
    '--client-id-list',
    'sts.amazonaws.com',
  );
}

/** Only workflows of this repository that run in the GitHub environment of the same name may assume the role. */
function makeRole(): void {
  const trust = json({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: oidcArn },
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
  if (isThere('iam', 'get-role', '--role-name', roleName)) {
    aws('iam', 'update-assume-role-policy', '--role-name', roleName, '--policy-document', trust);
  } else {
    const session = ['--max-session-duration', '7200'];
    aws('iam', 'create-role', '--role-name', roleName, '--assume-role-policy-document', trust, ...session);
  }
  // Deploying makes roles, keys and networks; what it makes is bounded by the stacks, and who may do it by the trust above.
  aws(
    'iam',
    'attach-role-policy',
    '--role-name',
    roleName,
    '--policy-arn',
    'arn:aws:iam::aws:policy/AdministratorAccess',
  );
}

function aws(...args: string[]): string {
  return execFileSync('aws', [...args, '--region', region, '--output', 'json'], { encoding: 'utf8' });
}

function isThere(...args: string[]): boolean {
  try {
    execFileSync('aws', [...args, '--region', region], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function json(value: object): string {
  return JSON.stringify(value);
}
