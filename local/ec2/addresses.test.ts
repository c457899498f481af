import {
  DescribeInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type Instance,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../testing/until.ts';
import { omit } from './omit.ts';
import { catalogue, launchOn, startTestEndpoint, type TestEndpoint } from './testing/test-endpoint.ts';

let ec2: TestEndpoint;

beforeEach(async () => {
  ec2 = await startTestEndpoint();
});

afterEach(async () => {
  await ec2.close();
});

const run = (token: string, changes: Partial<RunInstancesCommandInput> = {}) => launchOn(ec2, token, changes);

async function look(id: string): Promise<Instance | undefined> {
  const answer = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return answer.Reservations?.[0]?.Instances?.[0];
}

const reaches = async (id: string, state: string): Promise<unknown> =>
  await until(
    async () => (await look(id))?.State?.Name,
    (now) => now === state,
  );

test('there are two, of which the public one is given back at a stop and another one comes with the start', async () => {
  const id = await run('addressed');
  await reaches(id, 'running');
  const first = await look(id);
  await ec2.client.send(new StopInstancesCommand({ InstanceIds: [id] }));
  await reaches(id, 'stopped');
  const off = await look(id);
  await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id] }));
  await reaches(id, 'running');
  const again = await look(id);

  expect(first?.PublicIpAddress).toMatch(/^127\.20\.\d+\.\d+$/);
  expect(off).not.toHaveProperty('PublicIpAddress');
  expect(again?.PublicIpAddress).toMatch(/^127\.20\.\d+\.\d+$/);
  expect(again?.PublicIpAddress).not.toBe(first?.PublicIpAddress);
  for (const later of [off, again]) expect(later?.PrivateIpAddress).toBe(first?.PrivateIpAddress);
});

test.each([
  ['a launch that does not ask for one', false, {}, false],
  ['a launch that does not want the one of its subnet', true, { AssociatePublicIpAddress: false }, false],
  ['a launch into a subnet that gives one', true, {}, true],
])('a public address: %s', async (_, mapsPublicAddresses, asked, hasOne) => {
  await ec2.close();
  const subnets = catalogue.subnets.map((subnet) => ({ ...subnet, mapsPublicAddresses }));
  ec2 = await startTestEndpoint({ catalogue: { ...catalogue, subnets } });
  const id = await run('x', {
    NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-0a', Groups: ['sg-0a'], ...asked }],
  });
  await reaches(id, 'running');

  const instance = await look(id);

  expect(instance?.PrivateIpAddress).toMatch(/^10\.41\./);
  expect(instance?.PublicIpAddress !== undefined).toBe(hasOne);
});

test('the one of an instance that had no other is kept as both', async () => {
  const id = await run('old');
  await reaches(id, 'running');
  await ec2.endpoint.close();
  const file = join(ec2.directory, 'state.json');
  const state = JSON.parse(await readFile(file, 'utf8')) as { instances: Record<string, Record<string, unknown>> };
  const { publicAddress: address, ...now } = state.instances[id] ?? {};
  const old = { ...omit(now, 'privateAddress', 'hasPublicAddress'), address };
  await writeFile(file, JSON.stringify({ ...state, instances: { [id]: old } }));

  ec2.client.destroy();
  ec2 = await startTestEndpoint({ directory: ec2.directory });

  expect(await look(id)).toMatchObject({ PrivateIpAddress: address, PublicIpAddress: address });
});
