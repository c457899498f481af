import { bootEventSchema, type BootEvent } from '@cloudapp/contracts/boot-event';
import {
  DescribeInstancesCommand,
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { until } from '../../testing/until.ts';
import { launchInput, startTestEndpoint, type TestEndpoint } from '../testing/test-endpoint.ts';

let ec2: TestEndpoint;
let receiver: Server;
let events: BootEvent[];
let tokens: Set<string | undefined>;
/** What is answered before an event is taken. */
let refusals: { status: number; type: string; body: string }[];

beforeEach(async () => {
  ec2 = await startTestEndpoint();
  events = [];
  tokens = new Set();
  refusals = [];
  receiver = createServer((request, response) => {
    void json(request).then((body) => {
      tokens.add(request.headers.authorization);
      const refusal = refusals.shift();
      if (refusal === undefined) events.push(bootEventSchema.parse(body));
      response.writeHead(refusal?.status ?? 204, { 'content-type': refusal?.type ?? 'text/plain' }).end(refusal?.body);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await ec2.close();
  receiver.close();
});

function userData(): string {
  const plan = {
    instanceId: 'x',
    eventsUrl: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`,
    token: 'machine-token',
    steps: [
      { id: 'packages', title: 'Packages', expectedSeconds: 20, script: '/etc/cloudapp/steps/01-packages.sh' },
      { id: 'server', title: 'Server', expectedSeconds: 10, script: '/etc/cloudapp/steps/02-server.sh' },
    ],
    secrets: ['password'],
  };
  const config = {
    write_files: [
      { path: '/etc/cloudapp/plan.json', content: JSON.stringify(plan), permissions: '0600' },
      {
        path: '/etc/cloudapp/steps/01-packages.sh',
        encoding: 'gz+b64',
        content: gzipSync('set -eu\napt-get install -y postgresql\n').toString('base64'),
      },
    ],
  };
  return gzipSync(`#cloud-config\n${JSON.stringify(config)}`).toString('base64');
}

async function launch(): Promise<string> {
  const { Instances } = await ec2.client.send(new RunInstancesCommand({ ...launchInput('x'), UserData: userData() }));
  return Instances?.[0]?.InstanceId ?? '';
}

async function publicAddressOf(id: string): Promise<string> {
  const { Reservations } = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0]?.PublicIpAddress ?? 'none';
}

async function consoleOf(id: string): Promise<string> {
  const { Output = '' } = await ec2.client.send(new GetConsoleOutputCommand({ InstanceId: id, Latest: true }));
  return Buffer.from(Output, 'base64').toString();
}

const untilReported = async (type: BootEvent['type'], count = 1): Promise<unknown> =>
  await until(
    async () => Promise.resolve(events.filter((event) => event.type === type)),
    (found) => found.length === count,
  );

test('reports every step in order with its token, then the check with host key and secrets', async () => {
  await launch();
  await untilReported('check-passed');

  const order = events.map((event) => ('stepId' in event ? `${event.type} ${event.stepId}` : event.type));
  expect(order.filter((line) => !line.startsWith('step-output'))).toEqual([
    'booted',
    'step-started packages',
    'step-finished packages',
    'step-started server',
    'step-finished server',
    'check-passed',
  ]);
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'step-output', line: '+ apt-get install -y postgresql' }),
  );
  expect(events.at(-1)).toMatchObject({
    boot: 1,
    hostKeys: [expect.stringMatching(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$/)],
    secrets: { password: expect.stringMatching(/^[\w-]{32}$/) as string },
  });
  expect([...tokens]).toEqual(['Bearer machine-token']);
});

test('a reboot reports its number and passes the check again without the steps, with the same keys', async () => {
  const id = await launch();
  await untilReported('check-passed');
  await ec2.client.send(new RebootInstancesCommand({ InstanceIds: [id] }));
  await untilReported('check-passed', 2);

  const second = events.filter(({ boot }) => boot === 2);
  const [before, after] = events.filter((event) => event.type === 'check-passed');
  expect(second.map(({ type }) => type)).toEqual(['booted', 'check-passed']);
  expect(after?.hostKeys).toEqual(before?.hostKeys);
  expect(after?.secrets).toEqual(before?.secrets);
});

test('tries again until an event is taken', async () => {
  refusals = [
    { status: 503, type: 'text/plain', body: '' },
    { status: 403, type: 'text/html', body: 'Request blocked' }, // a firewall on the way
  ];
  await launch();
  await untilReported('check-passed');

  expect(events[0]?.type).toBe('booted');
});

test('ends when CloudApp itself does not know the machine', async () => {
  const body = JSON.stringify({ type: 'urn:cloudapp:problem:not-found' });
  refusals = [{ status: 404, type: 'application/problem+json', body }];
  const id = await launch();

  const seen = await until(
    () => consoleOf(id),
    (text) => text.includes('ending: the server answered 404'),
  );

  expect(seen).toContain('ending');
  expect(events).toEqual([]);
});

test('a step told to fail fails with output, and nothing follows', async () => {
  ec2.endpoint.faults.add({ kind: 'failing-step', times: 1, step: 'server' });
  await launch();
  await untilReported('step-failed');

  expect(events.at(-1)).toMatchObject({ type: 'step-failed', stepId: 'server', exitCode: 100 });
});

test('a check told to fail fails', async () => {
  ec2.endpoint.faults.add({ kind: 'failing-check', times: 1 });
  await launch();

  expect(await untilReported('check-failed')).toHaveLength(1);
});

const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)('the login port greets as an SSH server (only root may listen on port 22)', async () => {
  const id = await launch();
  await untilReported('check-passed');
  const address = await publicAddressOf(id);

  const greeting = await new Promise<string>((resolve, reject) => {
    const socket = connect(22, address);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once('error', reject);
  });

  expect(greeting).toMatch(/^SSH-2\.0-OpenSSH/);
});
