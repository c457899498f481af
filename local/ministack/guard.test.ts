import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createHash } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT_ID, REGION } from './mini-stack.ts';
import { newRootKey, type RootKey } from './root-key.ts';
import { makeKeptTable, startOwnEmulator } from './testing/own-emulator.ts';

const rootKey = newRootKey();
let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
let root: DynamoDBClient;

beforeAll(async () => {
  emulator = await startOwnEmulator({ rootKey });
  root = clientWith(rootKey);
  await makeKeptTable(root);
});

afterAll(() => emulator.end());

const config = (credentials: RootKey & { sessionToken?: string }) => ({
  region: REGION,
  endpoint: emulator.url,
  credentials,
  maxAttempts: 1,
});

function clientWith(credentials: RootKey & { sessionToken?: string }, headers: Record<string, string> = {}) {
  const client = new DynamoDBClient(config(credentials));
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
      return await next(args);
    },
    { step: 'build' }, // before it is signed
  );
  return client;
}

async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    const asked = request(emulator.url + path, { method, headers }, (answer) => {
      void text(answer).then(() => {
        resolve(answer);
      });
    });
    asked.once('error', reject).end(body);
  });
}

const corsHeaders = (answer: IncomingMessage): string[] =>
  Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));

const tables = async (): Promise<unknown> => (await root.send(new ListTablesCommand({}))).TableNames;

const scope = (key: string): string => `${key}/20261128/${REGION}/dynamodb/aws4_request`;
const unverified = (key: string): string =>
  `AWS4-HMAC-SHA256 Credential=${scope(key)}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const listTables = { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' };

describe('keys', () => {
  test.each([
    ["MiniStack's own", { accessKeyId: 'test', secretAccessKey: 'test' }],
    ["the account's number", { accessKeyId: ACCOUNT_ID, secretAccessKey: 'test' }],
    ['any twelve digits', { accessKeyId: '123456789012', secretAccessKey: rootKey.secretAccessKey }],
    ['the right key with another secret', { ...rootKey, secretAccessKey: 'guessed' }],
    ['another key with the right secret', { ...rootKey, accessKeyId: 'AKIAOTHER' }],
    ['nobody knows', newRootKey()],
  ])('%s: refused', async (_, credentials) => {
    await expect(clientWith(credentials).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature/) as string,
    });
  });

  test.each([
    ['none', {}],
    ["MiniStack's own, unverified", { authorization: unverified('test') }],
    ["the account's number, unverified", { authorization: unverified(ACCOUNT_ID) }],
    ["the root's name, unverified", { authorization: unverified(rootKey.accessKeyId) }],
    ['two names', { authorization: `${unverified('test')}, Credential=${scope(rootKey.accessKeyId)}` }],
    ['an older signature', { authorization: 'AWS test:c2lnbmF0dXJl' }],
    ['an empty name', { authorization: unverified('') }],
  ])('a request with %s is refused', async (_, headers) => {
    const answer = await ask('POST', '/', { ...listTables, ...headers }, '{}');

    expect([400, 403]).toContain(answer.statusCode);
    expect(corsHeaders(answer)).toEqual([]);
  });

  test.each([
    `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope('test'))}&X-Amz-Signature=0`,
    '/bucket/key?AWSAccessKeyId=test&Signature=x&Expires=99999999999',
  ])('credentials in the query are none: %s', async (path) => {
    expect([400, 403]).toContain((await ask('GET', path)).statusCode);
  });

  test('a Lambda’s key cannot be worked out from its name and role', async () => {
    const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:cloudapp-local-authenticate`;
    const digest = createHash('sha256')
      .update(`${functionArn}:arn:aws:iam::${ACCOUNT_ID}:role/cloudapp-local-authenticate`)
      .digest('hex');
    const of = (kind: string) => createHash('sha256').update(`${kind}:${digest}`).digest('hex');
    const guessed = { accessKeyId: `ASIA${digest.slice(0, 16).toUpperCase()}`, secretAccessKey: of('secret') };

    await expect(
      clientWith({ ...guessed, sessionToken: of('token') }).send(new ListTablesCommand({})),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});

describe('what browsers send', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['the null origin', { origin: 'null' }],
    ['the origin of the page', { origin: 'http://127.0.0.1:8080' }],
    ['a mark of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a mark of a typed address', { 'sec-fetch-site': 'none' }],
    ['another host', { host: 'evil.example' }],
    ['an own address with another port', { host: '127.0.0.1:1' }],
    ['a name below localhost', { host: 'bucket.localhost' }],
  ])('%s is refused even with the root key', async (_, headers) => {
    await expect(clientWith(rootKey, headers).send(new ListTablesCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: expect.toSatisfy((status) => status === 403 || status === 421) as number },
    });
  });

  test.each(['/', '/bucket/key', '/_ministack/reset', '/2015-03-31/functions/f/invocations', '/health'])(
    'a preflight for %s is refused',
    async (path) => {
      const asking = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };

      const answer = await ask('OPTIONS', path, asking);
      const bare = await ask('OPTIONS', path);

      expect([answer.statusCode, corsHeaders(answer)]).toEqual([403, []]);
      expect([bare.statusCode, corsHeaders(bare)]).toEqual([403, []]);
    },
  );
});

describe("MiniStack's own paths", () => {
  test.each([
    ['POST', '/_ministack/reset'],
    ['POST', '/_ministack/config'],
    ['GET', '/_ministack/ready'],
    ['GET', '/_ministack/ses/messages'],
    ['GET', '/_ministack/sqs/messages'],
    ['GET', '/_ministack/sns/sms-messages'],
    ['GET', '/_ministack/lambda-code/cloudapp-local-authenticate'],
    ['POST', '/_ministack/rds/iam-auth'],
    ['PUT', '/_ministack/cfn-response/x'],
    ['GET', '/_localstack/health'],
    ['GET', '/health'],
    ['GET', '/_aws/execute-api/api/stage/path'],
    ['POST', '/oauth2/token'],
    ['POST', '/login'],
    ['GET', '/_alb/lb/path'],
    ['GET', '/v2/'],
  ])('%s %s is for nobody without the root key', async (method, path) => {
    const answer = await ask(method, path);

    expect([400, 403]).toContain(answer.statusCode);
    expect(corsHeaders(answer)).toEqual([]);
  });

  test.each(['api.execute-api.localhost', 'url.lambda-url.eu-west-1.localhost', 'lb.alb.localhost'])(
    'the host name %s leads nowhere',
    async (host) => {
      expect((await ask('GET', '/', { host })).statusCode).toBe(421);
    },
  );

  test('whether it runs is all that it tells', async () => {
    const answer = await ask('GET', '/_ministack/health');

    expect([answer.statusCode, corsHeaders(answer)]).toEqual([200, []]);
  });

  test('a role may not reset it, though MiniStack would ask for no permission', async () => {
    const iam = new IAMClient(config(rootKey));
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
    const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` }, Action: 'sts:AssumeRole' };
    const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await iam.send(new CreateRoleCommand({ RoleName: 'all', AssumeRolePolicyDocument: document(trust) }));
    await iam.send(
      new PutRolePolicyCommand({ RoleName: 'all', PolicyName: 'all', PolicyDocument: document(everything) }),
    );
    const { Credentials } = await new STSClient(config(rootKey)).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/all`, RoleSessionName: 'all' }),
    );
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken } = Credentials ?? {};
    const role = { accessKeyId, secretAccessKey, ...(SessionToken !== undefined && { sessionToken: SessionToken }) };
    const client = clientWith(role);
    client.middlewareStack.add(
      (next) => async (args) => {
        (args.request as { path: string }).path = '/_ministack/reset';
        return await next(args);
      },
      { step: 'build' },
    );

    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    expect((await clientWith(role).send(new ListTablesCommand({}))).TableNames).toEqual(['kept']);
  });
});

test('nothing of all this changed anything, and the root key still works', async () => {
  expect(await tables()).toEqual(['kept']);
});
