import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DescribeInstancesCommand,
  GetConsoleOutputCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchInput, startTestEndpoint, type TestEndpoint } from '../testing/test-endpoint.ts';
import { listControlGroups } from './control-groups.ts';
import { findMachineProcesses } from './machine-process.ts';
import { RealBackend } from './real-backend.ts';
import { greets, untilSo } from './testing/machines.ts';
import { openPlace } from './testing/place.ts';

const { folder, directory: machines, obstacle, root, remove } = await openPlace();
const userData = '#cloud-config\nwrite_files: [{ path: /etc/exactly, content: as sent }]\n';

afterAll(remove);

describe.skipIf(obstacle !== undefined)('the EC2 endpoint with real machines', () => {
  let ec2: TestEndpoint;
  let id = '';

  const open = async (): Promise<TestEndpoint> =>
    await startTestEndpoint({
      directory: folder,
      backend: new RealBackend({ directory: machines, root, maxMachines: 1, confinement: undefined }),
    });
  const look = async () => {
    const answer = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return answer.Reservations?.[0]?.Instances?.[0];
  };
  const address = async (): Promise<string> => (await look())?.PublicIpAddress ?? '';
  const run = async (token: string) =>
    await ec2.client.send(
      new RunInstancesCommand({ ...launchInput(token), UserData: Buffer.from(userData).toString('base64') }),
    );

  beforeAll(async () => {
    await root.path();
    ec2 = await open();
    id = (await run('first')).Instances?.[0]?.InstanceId ?? '';
    await untilSo(async () => await greets(await address()));
  });
  afterAll(async () => {
    await ec2.close();
  });

  test('reports the address at which the machine answers, and hands the user-data over as it was sent', async () => {
    const { State, PrivateIpAddress, PublicIpAddress } = (await look()) ?? {};
    expect(State?.Name).toBe('running');
    expect(PrivateIpAddress).toMatch(/^10\.41\.\d+\.\d+$/);
    expect(PublicIpAddress).toMatch(/^127\.20\.\d+\.\d+$/);
    await untilSo(async () => (await readFile(join(machines, id, 'upper', 'etc', 'exactly'), 'utf8')) === 'as sent');
    const received = join(machines, id, 'upper', 'var', 'lib', 'cloud', 'instances', id, 'user-data.txt');
    expect(await readFile(received, 'utf8')).toBe(userData);
    expect(await readFile(join(machines, id, 'debian-root'), 'utf8')).toBe(await root.path());
  });

  test('has no room for more machines than the set number', async () => {
    await expect(run('second')).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
  });

  test('brings its machines back after it was ended, with their disks and addresses', async () => {
    const before = await address();
    await ec2.endpoint.close();
    expect(await greets(before)).toBe(false);
    expect(await findMachineProcesses(machines)).toEqual([]);

    ec2 = await open();
    await untilSo(async () => await greets(before));

    expect(await address()).toBe(before);
    const { Output = '' } = await ec2.client.send(new GetConsoleOutputCommand({ InstanceId: id, Latest: true }));
    const console = Buffer.from(Output, 'base64').toString();
    expect(console.match(/Welcome to/g)).toHaveLength(2);
  });

  test('shows a machine that was shut down from within as stopped, and starts it again', async () => {
    const before = await address();
    const [nspawn = 0] = await findMachineProcesses(machines);
    process.kill(nspawn, 'SIGTERM'); // systemd-nspawn asks the machine's systemd to power off

    await untilSo(async () => (await look())?.State?.Name === 'stopped');
    expect((await look())?.StateReason?.Code).toBe('Client.InstanceInitiatedShutdown');
    expect(await listControlGroups()).not.toContain(id);
    await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id] }));

    await untilSo(async () => await greets(await address()));
    await untilSo(async () => (await look())?.State?.Name === 'running');
    expect(await greets(before)).toBe(false);
  });

  test('leaves nothing of a terminated machine', async () => {
    const before = await address();

    await ec2.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await untilSo(async () => (await look())?.State?.Name === 'terminated');

    expect(await greets(before)).toBe(false);
    expect(await readdir(machines)).toEqual([]);
    expect(await findMachineProcesses(machines)).toEqual([]);
    expect(await listControlGroups()).not.toContain(id);
  });
});
