import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trustDocument } from '../../stacks/permissions/trust.ts';
import { startApiGateway } from '../api-gateway/api-gateway.ts';
import { ACCOUNT_ID, REGION } from '../ministack/mini-stack.ts';
import { newRootKey } from '../ministack/root-key.ts';
import { startOwnEmulator } from '../ministack/testing/own-emulator.ts';
import { rootClients } from './clients.ts';
import { Credentials, RoleRefusedError } from './credentials.ts';
import { makeKeys, makeRecordsBucket, makeTables } from './data.ts';
import { publicImageParameters } from './images.ts';
import { makeTopicsAndQueues } from './messages.ts';
import { arn, names, permissionContext, PREFIX, securityGroups, type Keys } from './names.ts';
import { makeRoles } from './roles.ts';

const rootKey = newRootKey();
const image = '/aws/service/debian/release/13/latest/amd64';
let emulator: Awaited<ReturnType<typeof startOwnEmulator>>;
let credentials: Credentials;
let keys: Keys;

beforeAll(async () => {
  emulator = await startOwnEmulator({
    publicParameters: publicImageParameters([
      { id: 'postgresql', imageParameter: image, openPorts: [22], publicPorts: [] },
    ]),
    rootKey,
  });
  const clients = rootClients(emulator.url, rootKey);
  // Twice: the second start of a local cloud finds everything there.
  for (let round = 0; round < 2; round++) {
    keys = await makeKeys(clients.kms);
    await makeTables(clients.dynamodb);
    await makeRecordsBucket(clients.s3);
    await makeTopicsAndQueues(clients);
    await makeRoles(clients.iam, permissionContext(keys, Object.values(securityGroups(['postgresql']))));
  }
  credentials = new Credentials(clients, rootKey);
});

afterAll(() => emulator.end());

const as = (part: string) => ({
  region: REGION,
  endpoint: emulator.url,
  credentials: () => credentials.assume(arn.role(part)),
  maxAttempts: 1,
});

const denied = { name: expect.stringMatching(/AccessDenied|NotAuthorized|AuthorizationError/) as string };

/** Signs in through the stand-in of API Gateway under a role; there is no workflow behind it, which is an answer 503. */
async function signInUnder(roleArn: string): Promise<number> {
  const api = await startApiGateway({
    port: 0,
    pageOrigin: 'http://page.example',
    emulatorUrl: emulator.url,
    credentials: () => credentials.assumeFor('apigateway.amazonaws.com', roleArn),
    log: () => undefined,
  });
  try {
    const { status } = await fetch(`${api.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'a@example.org', password: 'a password' }),
    });
    return status;
  } finally {
    await api.close();
  }
}

describe('a service that takes a role', () => {
  test('is API Gateway for signing in, which names no account', async () => {
    await expect(signInUnder(arn.role('login-api'))).resolves.toBe(503);
  });

  test('is refused where the role wants to know an account that it does not name: every sign-in is an answer 500', async () => {
    const { iam } = rootClients(emulator.url, rootKey);
    const [statement] = trustDocument('login-api', ACCOUNT_ID).Statement;
    const Condition = { StringEquals: { 'aws:SourceAccount': ACCOUNT_ID } };
    const AssumeRolePolicyDocument = JSON.stringify({ Statement: [{ ...statement, Condition }] });
    await iam.send(new CreateRoleCommand({ RoleName: 'with-condition', AssumeRolePolicyDocument }));

    await expect(signInUnder(`arn:aws:iam::${ACCOUNT_ID}:role/with-condition`)).resolves.toBe(500);
  });

  test('is Pod Identity for a service, which names this account', async () => {
    const role = arn.role('view-stats');

    await expect(credentials.assumeFor('pods.eks.amazonaws.com', role)).resolves.toBeDefined();
    await expect(credentials.assumeFor('lambda.amazonaws.com', role)).rejects.toThrow(RoleRefusedError);
  });
});

describe('a part under its own role', () => {
  test('provision-instance keeps secrets, writes records, tells administrators and finds images', async () => {
    const kms = new KMSClient(as('provision-instance'));
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: keys.secrets, Plaintext: Buffer.from('secret') }),
    );
    const { Plaintext } = await kms.send(new DecryptCommand({ KeyId: keys.secrets, CiphertextBlob }));
    const s3 = new S3Client(as('provision-instance'));
    await s3.send(new PutObjectCommand({ Bucket: names.bucket, Key: 'records/x.json', Body: '{}', IfNoneMatch: '*' }));
    await new SNSClient(as('provision-instance')).send(
      new PublishCommand({ TopicArn: arn.topic('admin-provisioning'), Message: 'launched' }),
    );
    const { Parameter } = await new SSMClient(as('provision-instance')).send(new GetParameterCommand({ Name: image }));

    expect(Buffer.from(Plaintext ?? []).toString()).toBe('secret');
    expect(Parameter?.Value).toMatch(/^ami-[0-9a-f]{17}$/);
  });

  test('provision-instance reads neither credentials nor records', async () => {
    const dynamodb = new DynamoDBClient(as('provision-instance'));
    const s3 = new S3Client(as('provision-instance'));

    await expect(
      dynamodb.send(new GetItemCommand({ TableName: `${PREFIX}-credentials`, Key: { email: { S: 'x' } } })),
    ).rejects.toMatchObject(denied);
    await expect(s3.send(new GetObjectCommand({ Bucket: names.bucket, Key: 'records/x.json' }))).rejects.toMatchObject(
      denied,
    );
  });

  test('create-user has users counted, and touches no counter', async () => {
    const dynamodb = new DynamoDBClient(as('create-user'));
    const event = {
      eventId: { S: 'sev_test' },
      at: { S: '2020-01-01T00:00:00.000Z' },
      counters: { M: {} },
      gauges: { M: {} },
    };
    const count = new UpdateItemCommand({
      TableName: `${PREFIX}-statistics`,
      Key: { pk: { S: 'gauge#0' } },
      UpdateExpression: 'ADD signIns :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });

    await expect(
      dynamodb.send(new PutItemCommand({ TableName: `${PREFIX}-statistics-events`, Item: event })),
    ).resolves.toBeDefined();
    await expect(dynamodb.send(count)).rejects.toMatchObject(denied);
  });

  test('view-stats writes nothing, authenticate changes no settings', async () => {
    const put = (part: string, table: string, item: Record<string, { S: string }>) =>
      new DynamoDBClient(as(part)).send(new PutItemCommand({ TableName: `${PREFIX}-${table}`, Item: item }));

    await expect(put('view-stats', 'audit', { day: { S: 'd' }, sk: { S: 's' } })).rejects.toMatchObject(denied);
    await expect(put('authenticate', 'sessions', { tokenHash: { S: 'x' } })).resolves.toBeDefined();
    await expect(put('authenticate', 'settings', { name: { S: 'x' } })).rejects.toMatchObject(denied);
  });
});
