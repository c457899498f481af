import { listInstances } from '@cloudapp/contracts/instance';
import { launchSeveral, type LaunchOutcome } from '@cloudapp/contracts/launch';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { until } from '../testing/until.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, wish, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

let cloud: TestCloud;
let service: TestProvisioning;

beforeAll(async () => {
  cloud = await startTestCloud();
  service = await startTestProvisioning(cloud);
});
afterAll(async () => {
  await service.stop();
  await cloud.close();
});

const { blueprintId, size, durationHours, sshPublicKey } = wish;
const choices = { blueprintId, size, durationHours, sshPublicKey };
const namesTo = (count: number) => Array.from({ length: count }, (_, index) => `node-${index + 1}`);

function ask(person: Person, names: readonly string[], key: string, more: object = {}): Promise<Response> {
  return service.request(person, 'POST', '/instances/several', { ...choices, names, ...more }, key);
}

async function outcomesOf(response: Response): Promise<LaunchOutcome[]> {
  expect(response.status).toBe(200);
  return launchSeveral.response.parse(await response.json()).items;
}

const asked = async (...given: Parameters<typeof ask>) => outcomesOf(await ask(...given));
const wordsOf = (outcomes: readonly LaunchOutcome[]) =>
  outcomes.map((one) => `${one.name} ${one.outcome === 'launched' ? 'launched' : one.problem.code}`);
const idsOf = (outcomes: readonly LaunchOutcome[]) =>
  outcomes.flatMap((one) => (one.outcome === 'launched' ? [one.machine.id] : []));

async function placesTaken(person: Person) {
  const listed = await service.request(person, 'GET', '/instances?limit=100');
  const { items } = listInstances.response.parse(await listed.json());
  const quota = await service.to.quotas.get(person.user.id);
  return { machines: items.map(({ name }) => name).sort(), used: quota?.used };
}

describe('several machines by one request', () => {
  it('are launched under their names, with one key, and install themselves', async () => {
    const person = await service.givenPerson(5);

    const outcomes = await asked(person, namesTo(3), 'several-0001');

    expect(wordsOf(outcomes)).toEqual(['node-1 launched', 'node-2 launched', 'node-3 launched']);
    expect(new Set(idsOf(outcomes)).size).toBe(3);
    const keys = outcomes.map((one) => (one.outcome === 'launched' ? one.machine.sshKey?.id : undefined));
    expect(new Set(keys).size).toBe(1);
    expect(await placesTaken(person)).toEqual({ machines: namesTo(3), used: 3 });
  });

  it('are as many as the quota has left, and each of the others is told why not', async () => {
    const person = await service.givenPerson(2);

    const outcomes = await asked(person, namesTo(4), 'several-0002');

    expect(wordsOf(outcomes)).toEqual([
      'node-1 launched',
      'node-2 launched',
      'node-3 quota-exceeded',
      'node-4 quota-exceeded',
    ]);
    expect(await placesTaken(person)).toEqual({ machines: namesTo(2), used: 2 });
  });

  it('take exactly the quota when two such requests come at once', async () => {
    const person = await service.givenPerson(5);

    const both = await Promise.all([
      asked(person, namesTo(4), 'several-0003'),
      asked(person, namesTo(4), 'several-0004'),
    ]);

    expect(idsOf(both.flat())).toHaveLength(5);
    expect(wordsOf(both.flat()).filter((words) => words.endsWith('quota-exceeded'))).toHaveLength(3);
    expect((await placesTaken(person)).used).toBe(5);
  });

  it('are answered as they were when they are asked for again, refusals too, at once or later', async () => {
    const person = await service.givenPerson(2);
    const [first, second] = await Promise.all([
      asked(person, namesTo(4), 'several-0005'),
      asked(person, namesTo(4), 'several-0005'),
    ]);
    const [made = ''] = idsOf(first);
    await service.request(person, 'POST', `/instances/${made}/terminate`);
    await until(
      () => placesTaken(person),
      ({ used }) => used === 1,
    );

    const later = await asked(person, namesTo(4), 'several-0005');

    expect(idsOf(second)).toEqual(idsOf(first));
    expect(idsOf(later)).toEqual(idsOf(first));
    expect(wordsOf(later)).toEqual(wordsOf(first));
    expect((await placesTaken(person)).machines).not.toContain('node-3');
  });

  it('go on where a request ended in the middle', async () => {
    const person = await service.givenPerson(5);
    const { quotas } = service.machines();
    const count = quotas.launchItem.bind(quotas);
    const broken = vi.spyOn(quotas, 'launchItem');
    broken.mockImplementationOnce(count).mockImplementationOnce(count);
    broken.mockImplementationOnce(() => {
      throw Object.assign(new Error('DynamoDB is down'), { $fault: 'server' });
    });
    const failed = await ask(person, namesTo(4), 'several-0006');
    broken.mockRestore();
    const before = await placesTaken(person);

    const outcomes = await asked(person, namesTo(4), 'several-0006');

    expect(failed.status).toBe(503);
    expect(before.machines).toEqual(namesTo(2));
    expect(idsOf(outcomes)).toHaveLength(4);
    expect(await placesTaken(person)).toEqual({ machines: namesTo(4), used: 4 });
  });
});

describe('a request for several machines', () => {
  it.each([
    ['no names', [], 400],
    ['more than twenty', namesTo(21), 400],
    ['a name that is none', ['node-1', ' '], 400],
  ])('with %s is refused as a whole', async (_what, names, status) => {
    const person = await service.givenPerson(30);

    expect((await ask(person, names, 'several-0007')).status).toBe(status);
    expect((await placesTaken(person)).machines).toEqual([]);
  });

  it('that asks something else under a key that was used, here or for one machine, is refused as a whole', async () => {
    const person = await service.givenPerson(9);
    await asked(person, namesTo(2), 'several-0008');
    const single = await service.request(person, 'POST', '/instances', { ...choices, name: 'single' }, 'several-0009');
    expect(single.status).toBe(201);

    expect((await ask(person, namesTo(3), 'several-0008')).status).toBe(422);
    expect((await ask(person, namesTo(2), 'several-0009')).status).toBe(422);
    expect((await ask(person, namesTo(2), 'several-0010', { size: 'xlarge' })).status).toBe(400);
    expect((await placesTaken(person)).used).toBe(3);
  });

  it('counts each machine against the launches of an hour', async () => {
    const person = await service.givenPerson(100);
    for (const round of [1, 2, 3]) await asked(person, namesTo(20), `several-hour-${round}`);

    expect(wordsOf(await asked(person, ['one-too-many'], 'several-hour-4'))).toEqual([
      'one-too-many too-many-launches',
    ]);
  });
});
