import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeAccounts } from '@cloudapp/accounts/composition';
import { openDatabase } from '@cloudapp/data/database';
import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { rootClients } from '../../local/cloud/clients.ts';
import { Credentials } from '../../local/cloud/credentials.ts';
import { REGION } from '../../local/ministack/mini-stack.ts';
import { deployedVariables, nodesOf, refusalOfOrdinaryPod } from './cluster.ts';
import { deployedSignIn } from './sign-in.ts';
import { roleOf, startSurroundings } from './surroundings.ts';
import { text, TerraformState } from './terraform-state.ts';
import { useProduct } from './use-product.ts';

// Run where a verification has deployed everything (verify/verify.sh): uses the product with what was deployed there.

// By its address: with a name, the SDK would put the name of a bucket in front of it, which no resolver knows.
const emulatorUrl = (process.env['AWS_ENDPOINT_URL'] ?? '').replace('//localhost:', '//127.0.0.1:');
const rootKey = {
  accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
  secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
};
const email = 'first@example.com';
const recordMilliseconds = 60_000;
const started = Date.now();
const report = (line: string): void => {
  process.stdout.write(`  ${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s  ${line}\n`);
};

const state = new TerraformState(process.cwd());
const variables = await deployedVariables();
for (const service of variables.keys()) {
  const nodes = await nodesOf(service);
  assert.equal(new Set(nodes).size, 3, `the pods of ${service} are in three zones`);
}
assert.match(await refusalOfOrdinaryPod(), /violates PodSecurity \\?"restricted/);
report(
  `pods: every replica of ${[...variables.keys()].join(', ')} is ready, in three zones; a pod that is not restricted is refused`,
);

const clients = rootClients(emulatorUrl, rootKey);
const roles = new Credentials(clients, rootKey);
for (const { attributes } of ['auth', 'services'].flatMap((stack) => state.all(stack, 'aws_lambda_function'))) {
  roles.knowFunction(text(attributes, 'arn'), text(attributes, 'role'));
}
const { TABLE_PREFIX: prefix = '', PUBLIC_ORIGIN: publicOrigin = '' } = variables.get('provision-instance') ?? {};
const { signIn, close } = deployedSignIn(state, roles, emulatorUrl, publicOrigin);
const surroundings = await startSurroundings({
  state,
  roles,
  variables,
  emulatorUrl,
  ec2Port: Number(process.env['EC2_PORT']),
});
try {
  const database = openDatabase(prefix, { endpoint: emulatorUrl, region: REGION, credentials: rootKey });
  const created = await createFirstAdministrator(composeAccounts(database), { email }, 1, new Date());
  database.client.destroy();
  assert.ok(created, 'there was no administrator before');
  const machineId = await useProduct(
    { signIn, urls: surroundings.urls, publicOrigin, report },
    email,
    created.oneTimePassword,
  );
  await followRecord(prefix, machineId);
  await runSchedule();
  await tryForbidden(prefix);
} finally {
  await surroundings.stop();
  close();
}

/** The service has put the record into the bucket, the bucket has called the function, and the function has had it counted. */
async function followRecord(prefix: string, machineId: string): Promise<void> {
  const bucket = text(state.one('data', 'aws_s3_bucket', 'records'), 'bucket');
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  const records = Contents.filter(({ Key }) => Key?.includes(machineId));
  assert.equal(records.length, 1, `the bucket has one record of ${machineId}`);
  const mark = { TableName: `${prefix}-statistics`, Key: { pk: { S: `record#${machineId}` } } };
  const deadline = Date.now() + recordMilliseconds;
  for (;;) {
    const { Item } = await clients.dynamodb.send(new GetItemCommand(mark));
    if (Item !== undefined) break;
    assert.ok(Date.now() < deadline, 'analyse-provisioning has not had the record counted');
    await sleep(250);
  }
  report('record: written by the service, had counted by analyse-provisioning');
}

/** What the schedule does every minute, with the schedule's role. */
async function runSchedule(): Promise<void> {
  const scheduled = state.one('services', 'aws_scheduler_schedule', 'background_every-minute')['target'];
  const [target] = scheduled as [{ arn: string; role_arn: string }];
  const credentials = await roles.assume(target.role_arn);
  const lambda = new LambdaClient({ region: REGION, endpoint: emulatorUrl, credentials });
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: target.arn }));
  lambda.destroy();
  assert.equal(FunctionError, undefined, Buffer.from(Payload ?? []).toString());
  report('reconcile-instances ran with the role of its schedule');
}

/** What must not be possible: that it is IAM which lets the rest through. */
async function tryForbidden(prefix: string): Promise<void> {
  const attempts = [
    ['presentation', text(state.one('presentation', 'aws_ecs_task_definition', 'task'), 'task_role_arn'), 'users'],
    ['provision-instance', roleOf(state, 'provision-instance'), 'credentials'],
    ['view-stats', roleOf(state, 'view-stats'), 'instances'],
  ] as const;
  for (const [who, roleArn, table] of attempts) {
    const credentials = await roles.assume(roleArn);
    const dynamodb = new DynamoDBClient({ region: REGION, endpoint: emulatorUrl, credentials });
    const key = { email: { S: 'x' }, userId: { S: 'x' }, instanceId: { S: 'x' } };
    const read = dynamodb.send(new GetItemCommand({ TableName: `${prefix}-${table}`, Key: key }));
    await assert.rejects(read, { name: 'AccessDeniedException' }, `${who} may not read ${table}`);
    dynamodb.destroy();
  }
  report('IAM refuses: presentation any table, provision-instance the passwords, view-stats the machines');
}
