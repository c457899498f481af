import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeTagsCommand,
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../testing/until.ts';
import { runInstancesBucket } from './request-tokens.ts';
import { launchOn, startTestEndpoint, type TestEndpoint } from './testing/test-endpoint.ts';
import { ToldBackend } from './testing/told-backend.ts';
import { believableTiming } from './timing.ts';

let ec2: TestEndpoint;

beforeEach(async () => {
  ec2 = await startTestEndpoint();
});

afterEach(async () => {
  await ec2.close();
});

const run = (token: string, changes: Partial<RunInstancesCommandInput> = {}) => launchOn(ec2, token, changes);

const inNetwork = (subnet: string, group: string) => ({
  DeviceIndex: 0,
  SubnetId: subnet,
  Groups: [group],
  AssociatePublicIpAddress: true,
});

/** From here on, machines boot when the test says so. */
async function bootWhenTold(): Promise<ToldBackend> {
  await ec2.close();
  const backend = new ToldBackend();
  ec2 = await startTestEndpoint({ backend });
  return backend;
}

async function stateOf(id: string): Promise<string | undefined> {
  const answer = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return answer.Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

async function consoleOf(id: string, isLatest?: boolean): Promise<string> {
  const answer = await ec2.client.send(new GetConsoleOutputCommand({ InstanceId: id, Latest: isLatest }));
  return Buffer.from(answer.Output ?? '', 'base64').toString();
}

const reaches = async (id: string, state: string): Promise<unknown> =>
  await until(
    () => stateOf(id),
    (now) => now === state,
  );

async function allIds(): Promise<(string | undefined)[]> {
  const answer = await ec2.client.send(new DescribeInstancesCommand({}));
  return (answer.Reservations ?? []).map(({ Instances }) => Instances?.[0]?.InstanceId);
}

describe('RunInstances', () => {
  test('answers the same instance for the same client token, twenty times in parallel', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => run('same')));

    expect(new Set(ids).size).toBe(1);
    expect(await allIds()).toHaveLength(1);
  });

  test('refuses a client token that comes with other parameters', async () => {
    await run('token');

    await expect(run('token', { InstanceType: 't3a.large' })).rejects.toMatchObject({
      name: 'IdempotentParameterMismatch',
    });
  });

  test('leaves the zone out of the comparison of client tokens', async () => {
    const first = await run('token', { Placement: { AvailabilityZone: 'eu-west-1a' } });
    const second = await run('token', { Placement: { AvailabilityZone: 'eu-west-1b' } });

    expect(second).toBe(first);
  });

  test('refuses the client token of a terminated instance', async () => {
    const id = await run('token');
    await ec2.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await reaches(id, 'terminated');

    await expect(run('token')).rejects.toMatchObject({ name: 'IdempotentInstanceTerminated' });
  });

  test('keeps and reports tags, metadata options, profile and network', async () => {
    const id = await run('kept', { IamInstanceProfile: { Name: 'machine' } });

    const answer = await ec2.client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    const instance = answer.Reservations?.[0]?.Instances?.[0];
    expect(instance).toMatchObject({
      ClientToken: 'kept',
      SubnetId: 'subnet-0a',
      Placement: { AvailabilityZone: 'eu-west-1a' },
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      Tags: [
        { Key: 'cloudapp:id', Value: 'kept' },
        { Key: 'Name', Value: 'machine' },
      ],
      IamInstanceProfile: { Arn: 'arn:aws:iam::000000000000:instance-profile/machine' },
    });
    expect(instance?.PrivateIpAddress).toMatch(/^10\.41\.(3[2-9]|[45]\d|6[0-3])\.\d+$/);
  });

  test.each([
    [
      'more than 16 KB of user-data',
      { UserData: Buffer.alloc(16_385, 'x').toString('base64') },
      'InvalidParameterValue',
    ],
    ['user-data that is not base64', { UserData: '#cloud-config' }, 'InvalidUserData.Malformed'],
    ['an image that is not there', { ImageId: 'ami-00000000000000000' }, 'InvalidAMIID.NotFound'],
    ['an image id that is none', { ImageId: 'debian' }, 'InvalidAMIID.Malformed'],
    ['a subnet that is not there', { NetworkInterfaces: [inNetwork('subnet-x', 'sg-0a')] }, 'InvalidSubnetID.NotFound'],
    ['a group that is not there', { NetworkInterfaces: [inNetwork('subnet-0a', 'sg-x')] }, 'InvalidGroup.NotFound'],
    ['groups beside a network interface', { SecurityGroupIds: ['sg-0a'] }, 'InvalidParameterCombination'],
    ['a subnet beside a network interface', { SubnetId: 'subnet-0a' }, 'InvalidParameterCombination'],
    [
      'a public address for one of two interfaces',
      { NetworkInterfaces: [inNetwork('subnet-0a', 'sg-0a'), { DeviceIndex: 1, SubnetId: 'subnet-0a' }] },
      'InvalidParameterCombination',
    ],
    [
      'an interface without its index',
      { NetworkInterfaces: [{ SubnetId: 'subnet-0a', Groups: ['sg-0a'] }] },
      'InvalidParameterValue',
    ],
    ['a profile that is not there', { IamInstanceProfile: { Name: 'admin' } }, 'InvalidParameterValue'],
    ['a token that is too long', { ClientToken: 'x'.repeat(65) }, 'InvalidParameterValue'],
    ['a dry run', { DryRun: true }, 'DryRunOperation'],
  ])('refuses %s and launches nothing', async (_what, changes, code) => {
    await expect(run('bad', changes)).rejects.toMatchObject({ name: code });

    expect(await allIds()).toEqual([]);
  });

  test('16 KB of user-data are taken', async () => {
    expect(await run('full', { UserData: Buffer.alloc(16_384, 'x').toString('base64') })).toMatch(/^i-[0-9a-f]{17}$/);
  });
});

describe('states', () => {
  test('go from pending to running, stopped, running again and terminated', async () => {
    const backend = await bootWhenTold();
    const id = await run('life');
    expect(await stateOf(id)).toBe('pending');
    backend.finishBoots();
    await reaches(id, 'running');

    const stop = await ec2.client.send(new StopInstancesCommand({ InstanceIds: [id] }));
    expect(stop.StoppingInstances?.[0]).toMatchObject({
      PreviousState: { Name: 'running' },
      CurrentState: { Name: 'stopping', Code: 64 },
    });
    await reaches(id, 'stopped');
    await ec2.client.send(new StartInstancesCommand({ InstanceIds: [id] }));
    await reaches(id, 'running');
    await ec2.client.send(new RebootInstancesCommand({ InstanceIds: [id] }));
    expect(await stateOf(id)).toBe('running');

    await ec2.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await reaches(id, 'terminated');
    await expect(ec2.client.send(new StartInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
    });
  });

  test('refuse what does not fit them', async () => {
    await bootWhenTold();
    const id = await run('young');

    await expect(ec2.client.send(new StopInstancesCommand({ InstanceIds: [id] }))).rejects.toMatchObject({
      name: 'IncorrectInstanceState',
    });
  });

  test('terminating wins over everything that is under way', async () => {
    const id = await run('short');
    await ec2.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));

    expect(await reaches(id, 'terminated')).toBe('terminated');
  });

  test.each([
    ['nonsense', 'InvalidInstanceID.Malformed'],
    ['i-00000000000000000', 'InvalidInstanceID.NotFound'],
  ])('of %s do not exist', async (id, code) => {
    await expect(stateOf(id)).rejects.toMatchObject({ name: code });
  });
});

describe('describing', () => {
  test('pages through everything once, with launches in between', async () => {
    for (let index = 0; index < 12; index++) await run(`page-${index}`);
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await ec2.client.send(new DescribeInstancesCommand({ MaxResults: 5, NextToken: token }));
      seen.push(...(page.Reservations ?? []).map(({ Instances }) => Instances?.[0]?.ClientToken ?? ''));
      token = page.NextToken;
      if (seen.length === 5) await run('page-late');
    } while (token !== undefined);

    expect(seen).toEqual([...Array.from({ length: 12 }, (_, index) => `page-${index}`), 'page-late']);
  });

  test('filters by tag and state, with wildcards', async () => {
    const id = await run('tagged');
    await run('other');
    await ec2.client.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'team', Value: 'data science' }] }));

    const answer = await ec2.client.send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'tag:team', Values: ['data*', 'x'] },
          { Name: 'instance-state-name', Values: ['pending', 'running'] },
        ],
      }),
    );
    const tags = await ec2.client.send(new DescribeTagsCommand({ Filters: [{ Name: 'key', Values: ['team'] }] }));

    expect(answer.Reservations?.map(({ Instances }) => Instances?.[0]?.InstanceId)).toEqual([id]);
    expect(tags.Tags).toEqual([{ Key: 'team', ResourceId: id, ResourceType: 'instance', Value: 'data science' }]);
  });

  test('refuses a page size outside 5 to 1000 and an unknown filter', async () => {
    await expect(ec2.client.send(new DescribeInstancesCommand({ MaxResults: 1 }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(
      ec2.client.send(new DescribeInstancesCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test('tells the status of running instances only, unless asked for all', async () => {
    const backend = await bootWhenTold();
    const id = await run('status');
    const early = await ec2.client.send(new DescribeInstanceStatusCommand({}));
    backend.finishBoots();
    await reaches(id, 'running');
    const late = await ec2.client.send(new DescribeInstanceStatusCommand({ InstanceIds: [id] }));

    expect(early.InstanceStatuses).toEqual([]);
    expect(late.InstanceStatuses?.[0]).toMatchObject({ InstanceId: id, InstanceStatus: { Status: 'ok' } });
  });

  test('shows the newest of the console when asked for it, else what was there when the state last changed', async () => {
    const backend = await bootWhenTold();
    const id = await run('console');
    backend.print('starting');
    expect(await consoleOf(id)).toBe('');
    expect(await consoleOf(id, true)).toBe('starting');

    backend.finishBoots();
    await reaches(id, 'running');
    await until(
      () => consoleOf(id),
      (text) => text === 'starting',
    );
    backend.print('starting, installing');

    expect(await consoleOf(id)).toBe('starting');
    expect(await consoleOf(id, true)).toBe('starting, installing');
  });

  test('shows nothing newer than that of types from before Nitro', async () => {
    const id = await run('old type', { InstanceType: 't2.small' });

    await expect(consoleOf(id, true)).rejects.toMatchObject({ name: 'UnsupportedOperation' });
  });
});

test('right after a launch the id is unknown for a moment', async () => {
  await ec2.close();
  let now = new Date();
  ec2 = await startTestEndpoint({ timing: believableTiming, now: () => now });
  const id = await run('new');

  await expect(stateOf(id)).rejects.toMatchObject({ name: 'InvalidInstanceID.NotFound' });
  now = new Date(now.getTime() + believableTiming.consistencyMilliseconds);
  expect(await stateOf(id)).toMatch(/pending|running/);
});

test('instances, tokens and what was half done are there again after a restart', async () => {
  const running = await run('running');
  await reaches(running, 'running');
  const pending = await run('pending');

  ec2 = await ec2.restart();

  expect(await run('running')).toBe(running);
  expect(await stateOf(running)).toBe('running');
  await reaches(pending, 'running');
});

test('no more machines than there is room for', async () => {
  await ec2.close();
  ec2 = await startTestEndpoint({ maxMachines: 1 });
  await run('first');

  await expect(run('second')).rejects.toMatchObject({ name: 'InsufficientInstanceCapacity' });
});

test('no more launches than EC2 takes: five at once, then two a second; what is refused costs nothing', async () => {
  await ec2.close();
  let now = new Date();
  ec2 = await startTestEndpoint({ launches: runInstancesBucket, now: () => now });
  const launchMany = async (count: number) => {
    const launches = await Promise.allSettled(Array.from({ length: count }, (_, index) => run(`${+now}-${index}`)));
    return launches.map((launch) => (launch.status === 'fulfilled' ? 'taken' : (launch.reason as Error).name)).sort();
  };

  expect(await launchMany(7)).toEqual([
    ...Array<string>(2).fill('RequestLimitExceeded'),
    ...Array<string>(5).fill('taken'),
  ]);
  now = new Date(now.getTime() + 1000);
  expect(await launchMany(3)).toEqual(['RequestLimitExceeded', 'taken', 'taken']);
  now = new Date(now.getTime() + 3_600_000);
  expect((await launchMany(6)).filter((outcome) => outcome === 'taken')).toHaveLength(5);
});
