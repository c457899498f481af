import {
  DescribeInstancesCommand,
  EC2Client,
  ModifyInstanceCreditSpecificationCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { machineTagKey, policyDocument } from '../../stacks/permissions/permissions.ts';
import { Authorization } from './authorization.ts';
import { catalogue, launchInput, startTestEndpoint, type TestEndpoint } from './testing/test-endpoint.ts';

const context = {
  prefix: 'cloudapp-test',
  region: 'eu-west-1',
  account: '000000000000',
  dataKeyArn: 'arn:aws:kms:eu-west-1:000000000000:key/data',
  secretsKeyArn: 'arn:aws:kms:eu-west-1:000000000000:key/secrets',
  messagesKeyArn: 'arn:aws:kms:eu-west-1:000000000000:key/messages',
  auditKeyArn: 'arn:aws:kms:eu-west-1:000000000000:key/audit',
  machineSubnetIds: catalogue.subnets.map(({ subnetId }) => subnetId),
  machineSecurityGroupIds: catalogue.securityGroups.map(({ groupId }) => groupId),
};

/** The real policies of the parts, so that this test and the stacks cannot drift apart. */
const authorization = new Authorization({
  find: (key) => (key === 'root' ? { kind: 'root' } : key === 'unknown' ? undefined : { kind: 'role', roleName: key }),
  policiesOf: async (roleName) =>
    Promise.resolve([policyDocument(roleName === 'view-stats' ? 'view-stats' : 'provision-instance', context)]),
});

let ec2: TestEndpoint;

beforeEach(async () => {
  ec2 = await startTestEndpoint({
    authorization,
    catalogue: { ...catalogue, instanceProfileNames: ['cloudapp-test-machine', 'admin'] },
  });
});

afterEach(async () => {
  await ec2.close();
});

const clientOf = (accessKeyId: string): EC2Client =>
  new EC2Client({
    endpoint: ec2.endpoint.url,
    region: 'eu-west-1',
    credentials: { accessKeyId, secretAccessKey: 'x' },
    maxAttempts: 1,
  });

const tags = [{ Key: machineTagKey, Value: 'cloudapp-test' }];

const asTheServiceDoes: RunInstancesCommandInput = {
  ...launchInput('x'),
  IamInstanceProfile: { Name: 'cloudapp-test-machine' },
  BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, Encrypted: true } }],
  TagSpecifications: [
    { ResourceType: 'instance', Tags: tags },
    { ResourceType: 'volume', Tags: tags },
  ],
};

const launchAs = async (key: string, changes: Partial<RunInstancesCommandInput> = {}): Promise<string> => {
  const { Instances } = await clientOf(key).send(new RunInstancesCommand({ ...asTheServiceDoes, ...changes }));
  return Instances?.[0]?.InstanceId ?? '';
};

test('provision-instance may launch tagged, encrypted machines and end them', async () => {
  const id = await launchAs('provision-instance');
  const client = clientOf('provision-instance');
  await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));

  const { TerminatingInstances } = await client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));

  expect(TerminatingInstances).toHaveLength(1);
});

test.each<[string, Partial<RunInstancesCommandInput>]>([
  ['without the tag', { TagSpecifications: [] }],
  ['with metadata for everybody', { MetadataOptions: { HttpTokens: 'optional' } }],
  ['of a size that is not offered', { InstanceType: 'm7i.large' }],
  ['with a huge disk', { BlockDeviceMappings: [{ Ebs: { VolumeSize: 2_000, Encrypted: true } }] }],
  ['with a disk that is not encrypted', { BlockDeviceMappings: [] }],
  ['with a role that may do more', { IamInstanceProfile: { Name: 'admin' } }],
])('a launch %s is refused', async (_how, changes) => {
  await expect(launchAs('provision-instance', changes)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});

test("a launch from an image that is not Debian's is refused", async () => {
  await ec2.close();
  ec2 = await startTestEndpoint({
    authorization,
    catalogue: { ...catalogue, imageOwner: '123456789012', instanceProfileNames: ['cloudapp-test-machine'] },
  });

  await expect(launchAs('provision-instance')).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});

test('the credits of own machines may be limited, and of no others', async () => {
  const own = await launchAs('provision-instance');
  const foreign = await launchAs('root', { ...launchInput('foreign'), TagSpecifications: [] });
  const limit = async (InstanceId: string): Promise<unknown> =>
    await clientOf('provision-instance').send(
      new ModifyInstanceCreditSpecificationCommand({
        InstanceCreditSpecifications: [{ InstanceId, CpuCredits: 'standard' }],
      }),
    );

  await expect(limit(own)).resolves.toBeDefined();
  await expect(limit(foreign)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});

test('machines of somebody else in the account are out of reach', async () => {
  const foreign = await launchAs('root', { ...launchInput('foreign'), TagSpecifications: [] });

  await expect(
    clientOf('provision-instance').send(new TerminateInstancesCommand({ InstanceIds: [foreign] })),
  ).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});

test('a part without the right to machines, and an unknown key, get nowhere', async () => {
  await expect(clientOf('view-stats').send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
  });
  await expect(clientOf('unknown').send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
    name: 'AuthFailure',
  });
});
