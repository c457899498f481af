import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, goodAccount } from './testing/account.ts';
import { isRead, recordAws, type Call, type RecordingAws } from './testing/recording-aws.ts';
import { makeStandIns } from './testing/stand-ins.ts';

const root = join(import.meta.dirname, '../..');
const standIns = makeStandIns();
const account = goodAccount();
let aws: RecordingAws;
/** The account of `dev`, which the emulator's is not; its cluster's API is private unless the account is that of a test. */
const identity = {
  body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/x</Arn><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
};
beforeAll(async () => {
  const answer = (call: Call) => (call.operation === 'GetCallerIdentity' ? identity : answerOf(account, call));
  aws = await recordAws(process.env['AWS_ENDPOINT_URL'] ?? '', answer);
});
afterAll(async () => {
  await aws.close();
  standIns.remove();
});

/** The command as a process, without a terminal. */
async function run(args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const env = {
    ...standIns.variables,
    HOME: join(root, '.cache'),
    CLOUDAPP_IMAGE_TAG: 'c'.repeat(40),
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: process.env['AWS_ACCESS_KEY_ID'],
    AWS_SECRET_ACCESS_KEY: process.env['AWS_SECRET_ACCESS_KEY'],
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...variables,
  };
  const command = [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'commands/deploy/main.ts'), ...args];
  return await new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = execFile(process.execPath, command, { env, cwd: root }, (_error, out, err) => {
      resolve({ code: child.exitCode, out, err });
    });
  });
}

describe('npm run deploy', () => {
  it('answers the name of no environment with those that there are', async () => {
    const { code, err } = await run(['prd']);

    expect(code).toBe(1);
    expect(err).toBe("CLOUDAPP_ENVIRONMENT must be one of dev, prod, not 'prd'\n");
  });

  it('names what is missing in an account, and ends with 1 without having changed anything', async () => {
    const before = aws.calls.length;
    account.quotas['L-36FBB829'] = 0;

    const { code, out, err } = await run(['dev', '--yes']);

    account.quotas['L-36FBB829'] = 64;
    expect(out).toMatch(/FAULT +Fargate Spot vCPU resource count \(L-36FBB829\) +0 allowed/);
    expect(err).toBe('Nothing was changed: mend what is marked FAULT, then run this again.\n');
    expect(code).toBe(1);
    expect(aws.calls.length).toBeGreaterThan(before + 10);
    expect(aws.calls.slice(before).filter((call) => !isRead(call))).toEqual([]);
    expect(standIns.takeCalls()).toEqual([]);
  });

  it('says in one sentence that there are no credentials, and asks AWS nothing else', async () => {
    const before = aws.calls.length;

    const { code, out } = await run(['dev'], { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' });

    expect(code).toBe(1);
    expect(out).toMatch(/FAULT +Account +There are no AWS credentials\.\n +→ Sign in/);
    expect(aws.calls.slice(before)).toEqual([]);
  });
});
