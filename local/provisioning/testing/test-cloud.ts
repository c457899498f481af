import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { createTestTables } from '@cloudapp/data/testing/test-tables';
import { type ServiceVariables, serviceVariables } from '../../../stacks/variables/services.ts';
import { environment as localEnvironment } from '../../cloud/names.ts';
import type { MachineBackend } from '../../ec2/machine-backend.ts';
import { catalogue, startTestEndpoint } from '../../ec2/testing/test-endpoint.ts';
import { onThisMachine } from '../../services.ts';
import { startEffectProxy } from './effect-proxy.ts';
import { testBlueprint } from './test-blueprint.ts';

const profile = 'machine';
const parameter = testBlueprint.baseImage.parameter;

/** Actions of EC2 whose names do not end in `Instances`. */
const ec2Alone = new Set(['GetConsoleOutput', 'ModifyInstanceCreditSpecification']);

interface CloudOptions {
  /** @default machines that only seem to be */
  readonly backend?: MachineBackend;
  readonly blueprints?: readonly BlueprintDefinition[];
}

/** Everything of AWS that provisioning needs, of its own for one test file; the SDK is pointed at it. */
export async function startTestCloud({ backend, blueprints = [testBlueprint] }: CloudOptions = {}) {
  const tables = await createTestTables();
  const ec2 = await startTestEndpoint({
    catalogue: { ...catalogue, instanceProfileNames: [profile] },
    ...(backend && { backend }),
  });
  const emulatorUrl = process.env['AWS_ENDPOINT_URL'] ?? '';
  const toEc2 = { url: ec2.endpoint.url, host: new URL(ec2.endpoint.url).host };
  const proxy = await startEffectProxy((operation) =>
    operation.endsWith('Instances') || ec2Alone.has(operation) ? toEc2 : { url: emulatorUrl },
  );
  const clients = { s3: new S3Client({ forcePathStyle: true }), sqs: new SQSClient(), sns: new SNSClient() };
  const bucket = `${tables.prefix}-records`;
  await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const { topicArn, queueUrl } = await makeTopic(clients, tables.prefix);
  const environment: ServiceVariables<'provision-instance'> = {
    // What is tested is not how busy this machine is: the limit has tests of its own.
    ...serviceVariables(
      localEnvironment,
      { ...onThisMachine(0), answerSeconds: 600 },
      {
        recordsBucket: bucket,
        secretsKeyArn: await makeKeyAndImage(),
        auditKeyArn: 'none',
        auditRootsBucket: 'none',
        machineSubnetIds: catalogue.subnets.map(({ subnetId }) => subnetId),
        machineSecurityGroupIds: Object.fromEntries(
          blueprints.map(({ id }) => [id, catalogue.securityGroups[0]?.groupId ?? '']),
        ),
        publicOrigin: 'https://cloudapp.example',
      },
    )['provision-instance'],
    AWS_REGION: process.env['AWS_REGION'] ?? '',
    TABLE_PREFIX: tables.prefix,
    ADMIN_PROVISIONING_TOPIC_ARN: topicArn,
    MACHINE_INSTANCE_PROFILE: profile,
  };
  // From here on the SDK of whoever makes a client goes through the proxy.
  process.env['AWS_ENDPOINT_URL_EC2'] = proxy.url;
  process.env['AWS_ENDPOINT_URL'] = proxy.url;

  const close = async () => {
    process.env['AWS_ENDPOINT_URL'] = emulatorUrl;
    delete process.env['AWS_ENDPOINT_URL_EC2'];
    await ec2.close();
    proxy.close();
    await tables.remove();
    for (const client of Object.values(clients)) client.destroy();
  };
  return {
    tables,
    ec2,
    proxy,
    environment,
    close,
    records: async () => readRecords(clients.s3, bucket),
    announced: async () => readMessages(clients.sqs, queueUrl),
  };
}

export type TestCloud = Awaited<ReturnType<typeof startTestCloud>>;

async function makeTopic({ sns, sqs }: { sns: SNSClient; sqs: SQSClient }, prefix: string) {
  const { TopicArn: topicArn = '' } = await sns.send(new CreateTopicCommand({ Name: `${prefix}-topic` }));
  const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-queue` }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  return { topicArn, queueUrl };
}

async function makeKeyAndImage(): Promise<string> {
  const kms = new KMSClient();
  const ssm = new SSMClient();
  const [key] = await Promise.all([
    kms.send(new CreateKeyCommand({})),
    ssm.send(new PutParameterCommand({ Name: parameter, Type: 'String', Overwrite: true, Value: catalogue.images[0] })),
  ]);
  kms.destroy();
  ssm.destroy();
  return key.KeyMetadata?.KeyId ?? '';
}

async function readRecords(s3: S3Client, Bucket: string): Promise<{ key: string; text: string }[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return await Promise.all(
    Contents.map(async ({ Key: key = '' }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
      return { key, text: (await Body?.transformToString()) ?? '' };
    }),
  );
}

async function readMessages(sqs: SQSClient, QueueUrl: string): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body = '' }) => (JSON.parse(Body) as { Message: string }).Message));
  }
}
