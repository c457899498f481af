import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { openDatabase } from '@cloudapp/data/database';
import { callSettings, longestCallSeconds, patience } from '@cloudapp/service-kit/aws-client';
import { createLogger } from '@cloudapp/service-kit/logger';
import { describe, expect, it } from 'vitest';
import { composeAuthenticate } from './authenticate/service.ts';
import workflow from './login/login.asl.json' with { type: 'json' };
import { startSilentServer } from './testing/silent-server.ts';

const at = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
});

type Call = (endpoint: string) => Promise<unknown>;

const calls: Readonly<Record<string, readonly [tries: number, call: Call]>> = {
  'DynamoDB, at sign-in': [
    patience.signIn.tries,
    (endpoint) =>
      openDatabase('t', { ...at(endpoint), ...callSettings(patience.signIn) }).client.send(
        new GetItemCommand({ TableName: 't-users', Key: { userId: { S: 'usr_1' } } }),
      ),
  ],
  'SNS, in a function': [
    patience.background.tries,
    (endpoint) =>
      new SNSClient({ ...at(endpoint), ...callSettings(patience.background) }).send(
        new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:000000000000:t', Message: 'text' }),
      ),
  ],
  'S3, in a function': [
    patience.background.tries,
    (endpoint) =>
      new S3Client({ ...at(endpoint), ...callSettings(patience.background), forcePathStyle: true }).send(
        new GetObjectCommand({ Bucket: 'records', Key: 'record.json' }),
      ),
  ],
  'KMS, in a service': [
    patience.request.tries,
    (endpoint) =>
      new KMSClient({ ...at(endpoint), ...callSettings(patience.request) }).send(
        new DecryptCommand({ KeyId: 'key', CiphertextBlob: new Uint8Array([1]) }),
      ),
  ],
  'SES, which takes a repeated mail twice': [
    1,
    (endpoint) =>
      new SESv2Client({ ...at(endpoint), ...callSettings(patience.mail) }).send(
        new SendEmailCommand({ FromEmailAddress: 'a@example.org', Content: undefined }),
      ),
  ],
  EC2: [
    patience.ec2.tries,
    (endpoint) =>
      new EC2Client({ ...at(endpoint), ...callSettings(patience.ec2) }).send(new DescribeInstancesCommand({})),
  ],
};

describe.concurrent('a call that is taken and never answered', () => {
  it.for(Object.entries(calls))('is ended and tried again: %s', async ([, [tries, call]], context) => {
    const server = await startSilentServer();
    context.onTestFinished(() => {
      server.close();
    });

    await expect(call(server.url)).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: tries } });
  });

  it.for(['stops in the middle', 'comes letter by letter'] as const)(
    'is ended when it %s, too',
    async (kind, context) => {
      const server = await startSilentServer(kind);
      context.onTestFinished(() => {
        server.close();
      });
      const [tries, call] = calls['DynamoDB, at sign-in'] ?? [];

      await expect(call?.(server.url)).rejects.toMatchObject({ name: 'TimeoutError', $metadata: { attempts: tries } });
    },
  );

  it('ends a sign-in before the workflow does', async (context) => {
    const server = await startSilentServer();
    context.onTestFinished(() => {
      server.close();
    });
    const database = openDatabase('t', { ...at(server.url), ...callSettings(patience.signIn) });
    const settings = {
      AWS_REGION: 'eu-west-1',
      TABLE_PREFIX: 't',
      LOG_LEVEL: 'silent',
      SESSION_ABSOLUTE_HOURS: 12,
      MAX_FAILURES: 10,
      MAX_FAILURES_PER_ADDRESS: 50,
      MAX_FAILURES_PER_ACCOUNT: 50,
      FAILURE_WINDOW_MINUTES: 15,
      SECRETS_KEY_ID: 'none',
      PUBLIC_ORIGIN: 'https://cloudapp.example.org',
    } as const;
    const authenticate = composeAuthenticate(database, settings, createLogger('test', 'silent'));
    const request = {
      credentials: { email: 'a@example.org', password: 'a long password' },
      sourceIp: '192.0.2.1',
      userAgent: 'Browser',
      cookie: '',
    };

    await expect(authenticate(request, new Date())).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('the longest call', () => {
  it.each([
    ['a sign-in', patience.signIn, workflow.States.Authenticate.TimeoutSeconds],
    ['a function of 10 s', patience.background, 10],
    ['what reconcile-instances does after 40 of its 55 s', patience.background, 15],
    ['the same, asking EC2', patience.ec2, 15],
    ['a request that nginx waits 35 s for', patience.request, 35],
  ])('ends within %s', (_caller, whose, limitSeconds) => {
    expect(longestCallSeconds(whose)).toBeLessThan(limitSeconds);
  });
});
