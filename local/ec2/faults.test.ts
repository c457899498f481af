import {
  DescribeInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type Instance,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../testing/until.ts';
import { ToldBackend } from './testing/told-backend.ts';
import { launchInput, startTestEndpoint, type TestEndpoint } from './testing/test-endpoint.ts';

let ec2: TestEndpoint;

beforeEach(async () => {
  ec2 = await startTestEndpoint();
});

afterEach(async () => {
  await ec2.close();
});

async function ask(fault: object): Promise<number> {
  const response = await fetch(`${ec2.endpoint.url}/_cloudapp/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  return response.status;
}

async function setQuota(vcpus: number): Promise<void> {
  await fetch(`${ec2.endpoint.url}/_cloudapp/vcpu-quota`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vcpus }),
  });
}

async function look(id: string | undefined): Promise<Instance | undefined> {
  const { Reservations } = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds: [id ?? ''] }));
  return Reservations?.[0]?.Instances?.[0];
}

const untilState = async (id: string | undefined, state: string): Promise<unknown> =>
  await until(
    async () => (await look(id))?.State?.Name,
    (now) => now === state,
  );

const launch = async (token: string, name?: string): Promise<string | undefined> => {
  const { Instances } = await ec2.client.send(new RunInstancesCommand(launchInput(token, name)));
  return Instances?.[0]?.InstanceId;
};

test('no capacity for the next two launches, then there is', async () => {
  await ask({ kind: 'capacity', times: 2 });

  await expect(launch('a')).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
  await expect(launch('a')).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
  expect(await launch('a')).toMatch(/^i-/);
});

test('a fault for one machine strikes no other', async () => {
  await ask({ kind: 'capacity', machine: 'unlucky' });

  expect(await launch('a')).toMatch(/^i-/);
  await expect(launch('b', 'unlucky')).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
  expect(await launch('b', 'unlucky')).toMatch(/^i-/);
});

test('no capacity in one zone leaves the other its own', async () => {
  await ask({ kind: 'capacity', times: 5, zone: 'eu-west-1a' });
  const elsewhere = { DeviceIndex: 0, SubnetId: 'subnet-0b', Groups: ['sg-0a'] };

  await expect(launch('a')).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
  const { Instances } = await ec2.client.send(
    new RunInstancesCommand({ ...launchInput('b'), NetworkInterfaces: [elsewhere] }),
  );

  expect(Instances?.[0]?.Placement?.AvailabilityZone).toBe('eu-west-1b');
});

test('the quota of vCPUs counts what is on, at launches and starts', async () => {
  await setQuota(4);
  const first = await launch('a');
  await launch('b');

  await expect(launch('c')).rejects.toMatchObject({
    name: 'VcpuLimitExceeded',
    message: expect.stringContaining('current vCPU limit of 4') as string,
  });
  await untilState(first, 'running');
  await ec2.client.send(new StopInstancesCommand({ InstanceIds: [first ?? ''] }));
  await untilState(first, 'stopped');
  await launch('c');
  await expect(ec2.client.send(new StartInstancesCommand({ InstanceIds: [first ?? ''] }))).rejects.toMatchObject({
    name: 'VcpuLimitExceeded',
  });
});

test('a start needs room and the right to it, as a launch does', async () => {
  const id = await launch('a');
  const start = async () => await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'running');
  await ec2.client.send(new StopInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'stopped');
  await ask({ kind: 'capacity' });
  await ask({ kind: 'unauthorised', action: 'StartInstances' });

  await expect(start()).rejects.toMatchObject({ name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } });
  await expect(start()).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
  expect((await look(id))?.State?.Name).toBe('stopped');
  await start();
  await untilState(id, 'running');
});

test('the quota of vCPUs is used up on demand', async () => {
  await ask({ kind: 'vcpu-limit' });

  await expect(launch('a')).rejects.toMatchObject({ name: 'VcpuLimitExceeded' });
  expect(await launch('a')).toMatch(/^i-/);
});

test('without the key of its disk an instance is taken and ends at once', async () => {
  await ask({ kind: 'disk-key' });

  const id = await launch('a');

  expect(await look(id)).toMatchObject({
    State: { Name: 'terminated' },
    StateReason: { Code: 'Client.InternalError' },
  });
});

test.each([
  ['late-capacity', 'Server.InsufficientInstanceCapacity'],
  ['disk-key', 'Client.InternalError'],
])('a start that meets %s is taken, and the instance is stopped again with its reason', async (kind, reason) => {
  const id = await launch('a');
  await untilState(id, 'running');
  await ec2.client.send(new StopInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'stopped');
  await ask({ kind });

  const { StartingInstances } = await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'stopped');

  expect(StartingInstances?.[0]?.CurrentState?.Name).toBe('pending');
  expect((await look(id))?.StateReason?.Code).toBe(reason);
  await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'running');
});

test('an instance that does not come up again is stopped, and can be started', async () => {
  await ec2.close();
  const backend = new ToldBackend();
  ec2 = await startTestEndpoint({ backend });
  const id = await launch('a');
  backend.finishBoots();
  await untilState(id, 'running');
  await ec2.client.send(new StopInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'stopped');

  backend.startFault = new Error('no processor');
  await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'stopped');

  expect((await look(id))?.StateReason?.Message).toBe('Server.InternalError: no processor');
  backend.startFault = undefined;
  await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id ?? ''] }));
  await untilState(id, 'running');
});

test('throttling holds for the named action only', async () => {
  await ask({ kind: 'throttling', action: 'RunInstances' });

  await ec2.client.send(new DescribeInstancesCommand({}));
  await expect(launch('a')).rejects.toMatchObject({ name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } });
});

test('a lost answer leaves the machine made, and the retry finds it', async () => {
  await ask({ kind: 'lost-answer', action: 'RunInstances' });

  await expect(launch('a')).rejects.toThrow(/socket|hang up|ECONNRESET/i);
  const again = await launch('a');
  const { Reservations } = await ec2.client.send(new DescribeInstancesCommand({}));

  expect(Reservations?.map(({ Instances }) => Instances?.[0]?.InstanceId)).toEqual([again]);
});

test('takes JSON only, and no fault that it does not know', async () => {
  const form = await fetch(`${ec2.endpoint.url}/_cloudapp/faults`, { method: 'POST', body: '{"kind":"capacity"}' });

  expect(form.status).toBe(415);
  expect(await ask({ kind: 'earthquake' })).toBe(400);
  expect(await ask({ kind: 'capacity', times: 0 })).toBe(400);
});
