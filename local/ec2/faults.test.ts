import { DescribeInstancesCommand, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
