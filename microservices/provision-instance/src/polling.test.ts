import type { Instance } from '@cloudapp/contracts/instance';
import { step, transact } from '@cloudapp/data/transaction';
import { requestsOf } from '@cloudapp/data/testing/count-requests';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

const fiveMinutes = 300_000;

function afterNextFullStep(from: number): Date {
  return new Date(Math.ceil(from / fiveMinutes) * fiveMinutes + 1000);
}

/** The clock of the service: what a machine costs is told as of the last full five minutes. */
let now = afterNextFullStep(Date.now());
let service: TestService;
let owner: Caller;
let admin: Caller;

beforeAll(async () => {
  service = await startTestService({ clock: () => now });
  owner = await service.givenCaller({ name: 'Ada' });
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const entry = () => ({ event: { action: 'user-updated' as const }, at: now });

async function replace(record: InstanceRecord): Promise<void> {
  await transact(
    service.tables.database,
    [step(service.machines.instances.replaceItem(record), 'changed')],
    (reason) => {
      throw new Error(reason);
    },
  );
}

/** Asks for the first time, and answers how to ask again by the tag of the answer before. */
async function beginPolling(path: string, as = owner) {
  const first = await service.request('GET', path, { as });
  expect(first.status).toBe(200);
  let tag = first.headers.get('etag') ?? '';
  let body: unknown = await first.json();
  return async () => {
    const answer = await service.request('GET', path, { as, tag });
    const text = await answer.text();
    if (answer.status === 200) {
      tag = answer.headers.get('etag') ?? '';
      body = JSON.parse(text);
    }
    return { status: answer.status, bytes: text.length, body };
  };
}

/** Polls and counts what that had DynamoDB do. */
async function counted(poll: Awaited<ReturnType<typeof beginPolling>>) {
  let answer: Awaited<ReturnType<typeof poll>> | undefined;
  const requests = await requestsOf(service.database, async () => {
    answer = await poll();
  });
  return { ...answer, requests: requests.map(({ command, items }) => `${command} ${items}`).sort() };
}

describe('an unchanged poll', () => {
  it('of a machine has no body, and reads it, the session and its user by two requests', async () => {
    const machine = await service.givenMachine(owner.user, 'ready');
    const poll = await beginPolling(`/instances/${machine.instanceId}`);

    expect(await counted(poll)).toMatchObject({ status: 304, bytes: 0, requests: ['BatchGetItem 2', 'GetItem 1'] });
  });

  it('of one’s machines reads the list by one request more', async () => {
    const many = await service.givenCaller();
    for (const state of ['ready', 'stopped', 'installing'] as const) await service.givenMachine(many.user, state);
    const poll = await beginPolling('/instances?limit=100', many);

    expect(await counted(poll)).toMatchObject({ status: 304, bytes: 0, requests: ['BatchGetItem 2', 'Query 3'] });
  });

  it('of a machine in progress tells no time anew while all goes as thought', async () => {
    const machine = await service.givenMachine(owner.user, 'installing', {
      stateChangedAt: now.toISOString(),
      steps: [
        { id: 'a', title: 'A', state: 'running', startedAt: now.toISOString(), expectedSeconds: 100 },
        { id: 'b', title: 'B', state: 'pending', expectedSeconds: 30 },
      ],
    });
    const poll = await beginPolling(`/instances/${machine.instanceId}`);

    later(80);
    expect((await poll()).status).toBe(304);
    later(30);
    expect(await poll()).toMatchObject({ status: 200 });
  });
});

describe('a poll tells of a change', () => {
  it.each<[string, (record: InstanceRecord) => InstanceRecord]>([
    ['its state', (record) => ({ ...record, state: 'terminating' })],
    ['its name', (record) => ({ ...record, name: 'another' })],
    ['its end', (record) => ({ ...record, leaseEndsAt: '2026-12-01T00:00:00.000Z' }) as InstanceRecord],
    ['its address', (record) => ({ ...record, address: '192.0.2.99' }) as InstanceRecord],
    [
      'the last line of a step',
      (record) => ({ ...record, steps: record.steps.map((one) => ({ ...one, lastLine: 'Unpacking' })) }),
    ],
    ['its key', (record) => ({ ...record, keyWaitingSince: '2026-11-24T12:00:00.000Z' })],
  ])('of a machine: %s', async (_, change) => {
    const machine = await service.givenMachine(owner.user, 'ready');
    const [one, list] = await Promise.all([
      beginPolling(`/instances/${machine.instanceId}`),
      beginPolling('/instances?limit=100'),
    ]);
    expect([(await one()).status, (await list()).status]).toEqual([304, 304]);

    await replace({ ...change(machine), version: machine.version + 1 });

    expect([(await one()).status, (await list()).status]).toEqual([200, 200]);
  });

  it('of a list: one more, one less', async () => {
    const person = await service.givenCaller();
    const poll = await beginPolling('/instances?limit=100', person);

    const machine = await service.givenMachine(person.user, 'stopped');
    expect((await poll()).status).toBe(200);
    await replace({ ...machine, state: 'terminated', version: machine.version + 1 });

    expect(await poll()).toMatchObject({ status: 200, body: { items: [] } });
  });

  it('of what it costs, which grows by the clock alone, every five minutes', async () => {
    now = afterNextFullStep(now.getTime());
    const machine = await service.givenMachine(owner.user, 'ready', {
      billedSince: new Date(now.getTime() - 3_600_000).toISOString(),
    });
    const poll = await beginPolling(`/instances/${machine.instanceId}`);

    later(298);
    const { status, body } = await poll();
    later(2);
    const next = await poll();

    expect([status, next.status]).toEqual([304, 200]);
    expect((next.body as Instance).cost.soFar).toBeGreaterThan((body as Instance).cost.soFar);
  });

  it('of an owner’s name, which administrators see, and which no change of the machine brings', async () => {
    const person = await service.givenCaller({ name: 'Before' });
    const machine = await service.givenMachine(person.user, 'ready');
    const polls = await Promise.all([
      beginPolling(`/instances/${machine.instanceId}`, admin),
      beginPolling('/fleet/instances?limit=100', admin),
      beginPolling(`/instances/${machine.instanceId}`, person),
    ]);

    await service.to.accounts.update(person.user, { name: 'After' }, undefined, entry());

    for (const poll of polls) expect((await poll()).status).toBe(200);
  });
});

describe('a poll with a tag that is known', () => {
  const refused: readonly [string, number, (person: Caller) => Promise<unknown>][] = [
    ['signed out', 401, ({ user }) => service.to.accounts.signOut(user, entry())],
    ['disabled', 401, ({ user }) => service.to.accounts.update(user, { status: 'disabled' }, undefined, entry())],
    ['deleted', 401, ({ user }) => service.to.accounts.delete(user, entry())],
  ];

  it.each(refused)('is refused at once when its caller is %s', async (_, status, end) => {
    const person = await service.givenCaller();
    const poll = await beginPolling('/instances?limit=100', person);
    expect((await poll()).status).toBe(304);

    await end(person);

    expect((await poll()).status).toBe(status);
  });

  it('is refused at once when its caller is no administrator any more', async () => {
    const person = await service.givenCaller({ role: 'admin' });
    const poll = await beginPolling('/fleet/instances?limit=1', person);
    expect((await poll()).status).toBe(304);

    await service.to.accounts.update(person.user, { role: 'user' }, undefined, entry());

    expect((await poll()).status).toBe(401);
  });

  it('is no way to learn of what is somebody else’s', async () => {
    const machine = await service.givenMachine(owner.user, 'ready');
    const path = `/instances/${machine.instanceId}`;
    const { headers } = await service.request('GET', path, { as: owner });
    const stranger = await service.givenCaller();

    for (const tag of [headers.get('etag') ?? '', '*']) {
      expect((await service.request('GET', path, { as: stranger, tag })).status).toBe(404);
    }
  });
});
