import { givenSession } from '@cloudapp/accounts/testing/accounts';
import { instanceSchema } from '@cloudapp/contracts/instance';
import { problemSchema } from '@cloudapp/contracts/problem';
import { getUsage } from '@cloudapp/contracts/usage';
import { requestsOf } from '@cloudapp/data/testing/count-requests';
import { SettingRepository } from '@cloudapp/data/setting-repository';
import { step, transact } from '@cloudapp/data/transaction';
import { silent } from '@cloudapp/machines/testing/usage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { machineToken, startTestService, type Caller, type TestService } from './testing/test-service.ts';

const start = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
let now = start;
let service: TestService;
let owner: Caller;
let id: string;

beforeAll(async () => {
  service = await startTestService({ clock: () => now });
  owner = await service.givenCaller();
});
afterAll(() => service.stop());
beforeEach(async () => {
  now = new Date(now.getTime() + 60_000);
  id = await given();
});

const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const given = async () =>
  (
    await service.givenMachine(owner.user, 'ready', {
      createdAt: now.toISOString(),
      billedSince: now.toISOString(),
      leaseEndsAt: later(20 * 60),
    })
  ).instanceId;
const sample = (secondsAgo: number, more: object = {}) => ({ secondsAgo, ...silent, ...more });
const post = async (path: string, body: unknown, token = machineToken) =>
  await fetch(`${service.url}/api/instances/${id}/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
const report = async (samples: readonly object[], token?: string) => await post('usage-reports', { samples }, token);
const keep = async (minutes: number, token?: string) => await post('keep-reports', { minutes }, token);
/** Signed in just now, however far the clock was moved. */
const signedIn = async ({ user } = owner): Promise<Caller> => ({
  user,
  token: await givenSession(service.to, user, now),
});
const ask = async (method: string, path: string, body?: object, who = owner) =>
  await service.request(method, `/instances/${id}${path}`, { as: await signedIn(who), body });
const read = async (who = owner) => getUsage.response.parse(await (await ask('GET', '/usage', undefined, who)).json());
const machine = async () => instanceSchema.parse(await (await ask('GET', '')).json());
const record = async () => await service.machines.instances.get(id);
const texts = async () =>
  (await service.machines.instances.listActivity(id, { limit: 20 })).items.map(({ text }) => text);
const codeOf = async (response: Response) => [response.status, problemSchema.parse(await response.json()).code];
/** It goes on so many minutes as the machine says it does. @returns the last answer */
const minutesOf = async (minutes: number, more: object = {}) => {
  let answer = {};
  for (let minute = 0; minute < minutes; minute++) {
    now = new Date(now.getTime() + 60_000);
    answer = (await (await report([sample(0, more)])).json()) as object;
  }
  return answer as { message?: string };
};
/** What administrators set counts within ten seconds. */
const setRule = async (idleMinutes: number | undefined) => {
  const settings = new SettingRepository(service.tables.database);
  const before = await settings.machineRules();
  const { longestHours, longestHoursOf } = before;
  const wanted = { longestHours, longestHoursOf, ...(idleMinutes !== undefined && { idleMinutes }) };
  await transact(service.tables.database, [step(settings.machineRulesItem(before, wanted), 'overtaken')], (reason) => {
    throw new Error(reason);
  });
  now = new Date(now.getTime() + 60_000);
};

describe('what a machine does', () => {
  it('is told as the machine says it, by five minutes, and as it was last', async () => {
    now = new Date(Math.ceil(now.getTime() / 300_000) * 300_000);
    await report([sample(60, { cpu: 10 }), sample(0, { cpu: 50, disk: 91, jobs: 1 })]);

    const { steps, latest } = await read();

    expect(steps.map(({ cpu, cpuMost, disk }) => [cpu, cpuMost, disk])).toEqual([
      [10, 10, 30],
      [50, 50, 91],
    ]);
    expect(latest).toEqual({ ...silent, cpu: 50, disk: 91, jobs: 1, at: now.toISOString() });
  });

  it('is nobody’s to see but its owner’s and administrators’', async () => {
    await report([sample(0)]);

    expect((await ask('GET', '/usage', undefined, await service.givenCaller())).status).toBe(404);
    expect((await read(await service.givenCaller({ role: 'admin' }))).steps).toHaveLength(1);
  });

  it('sent again, in another order or late changes nothing that was told before', async () => {
    await report([sample(120, { cpu: 20 }), sample(60, { cpu: 30 })]);
    const before = await read();

    await report([sample(60, { cpu: 99 }), sample(120, { cpu: 99 })]);

    expect(await read()).toEqual(before);
    await report([sample(180, { cpu: 70 })]);
    expect((await read()).latest?.cpu).toBe(30);
  });

  it('says nothing of when: a clock that is wrong means nothing', async () => {
    expect(await codeOf(await report([{ ...sample(0), at: later(600) }]))).toEqual([400, 'invalid-request']);
  });

  it.each([
    ['another machine’s token', 'n'.repeat(43), [sample(0)], [401, 'machine-token-invalid']],
    [
      'too many samples',
      machineToken,
      Array.from({ length: 11 }, (_, index) => sample(index * 60)),
      [400, 'invalid-request'],
    ],
    ['none', machineToken, [], [400, 'invalid-request']],
    ['samples that are too old', machineToken, [sample(901)], [400, 'invalid-request']],
    ['samples of what has not been yet', machineToken, [sample(-1)], [400, 'invalid-request']],
    ['more than all of its processors', machineToken, [sample(0, { cpu: 101 })], [400, 'invalid-request']],
    ['text', machineToken, [sample(0, { jobs: '<b>1</b>' })], [400, 'invalid-request']],
    ['more than is asked for', machineToken, [sample(0, { name: 'make' })], [400, 'invalid-request']],
    ['too much', machineToken, [sample(0, { name: 'x'.repeat(20_000) })], [413, 'body-too-large']],
  ] as const)('with %s is refused, and nothing is stored', async (_, token, samples, refusal) => {
    expect(await codeOf(await report(samples, token))).toEqual(refusal);
    expect((await read()).steps).toEqual([]);
  });

  it('of one that has ended is refused', async () => {
    ({ instanceId: id } = await service.givenMachine(owner.user, 'terminated'));

    expect(await codeOf(await report([sample(0)]))).toEqual([410, 'machine-ended']);
    expect(await codeOf(await keep(60))).toEqual([410, 'machine-ended']);
  });

  it('does not change the machine', async () => {
    await setRule(60);
    const before = await record();

    await minutesOf(20, { jobs: 1 });

    expect(await record()).toEqual(before);
  });
});

describe('an idle machine', () => {
  it('is told of a quarter of an hour ahead on its page, in the log and on itself, and stops in its minute', async () => {
    await setRule(30);
    await minutesOf(2, { jobs: 1 });
    expect(await minutesOf(15)).toEqual({});

    const { message } = await minutesOf(1);

    const { idle } = await machine();
    expect(idle).toMatchObject({ stopsAt: later(15), evidence: expect.stringContaining('no job') as string });
    expect(message).toContain('cloudapp-keep 3h');
    const [event] = (await service.to.audit.listOf('by-subject', id, { limit: 1 })).items;
    expect(event).toMatchObject({ action: 'machine-stop-warned', happensAt: later(15) });

    expect(await minutesOf(14)).toEqual({ message });
    expect(await record()).not.toHaveProperty('idle.evidenceAtEnd');
    await minutesOf(1);
    expect(await record()).toHaveProperty('idle.evidenceAtEnd');
  });

  it('is used again by a detached job, and not by an open terminal', async () => {
    await setRule(30);
    await minutesOf(17, { terminals: 2, connections: 3 });
    expect((await machine()).idle?.evidence).toContain('2 terminals are open and silent');

    expect(await minutesOf(1, { jobs: 1, cpu: 1 })).toEqual({});

    expect((await machine()).idle).toBeUndefined();
    expect((await texts())[0]).toMatch(/used again/);
  });

  it('that says nothing any more is not stopped, and begins anew when it does', async () => {
    await setRule(30);
    await minutesOf(20);
    expect((await machine()).idle).toBeDefined();
    now = new Date(now.getTime() + 40 * 60_000);

    expect((await machine()).idle).toBeUndefined();
    expect(await minutesOf(1)).toEqual({});
    expect(await record()).not.toHaveProperty('idle.stopsAt');
  });

  it('runs on where administrators have set nothing', async () => {
    await setRule(undefined);

    expect(await minutesOf(70)).toEqual({});
    expect((await machine()).idle).toBeUndefined();
  });
});

describe('keeping a machine that is idle', () => {
  it('works on the machine, with its own token alone', async () => {
    expect(await codeOf(await keep(180, 'n'.repeat(43)))).toEqual([401, 'machine-token-invalid']);

    const response = await keep(180);

    expect([response.status, await response.json()]).toEqual([200, { until: later(180) }]);
    expect((await texts())[0]).toBe('Not stopped for being idle for 3 h, by cloudapp-keep on the machine');
  });

  it.each([14, 1441, 60.5, '60'])('on the machine takes no %s minutes', async (minutes) => {
    expect(await codeOf(await keep(minutes as number))).toEqual([400, 'invalid-request']);
  });

  it('moves neither its time nor what it may take, however often the machine asks', async () => {
    const { leaseEndsAt, durationHours } = await machine();

    for (let round = 0; round < 5; round++) {
      now = new Date(now.getTime() + 300_000);
      await keep(1440);
    }

    expect(await machine()).toMatchObject({ leaseEndsAt, durationHours, keptUntil: later(1440) });
  });

  it('asked for again in the same minute writes nothing', async () => {
    await keep(60);
    const before = await record();

    expect((await keep(60)).status).toBe(200);
    expect((await keep(30)).status).toBe(200);

    expect(await record()).toEqual(before);
  });

  it('works on its page, by its owner’s name', async () => {
    await setRule(30);
    await minutesOf(20);
    expect((await machine()).idle).toBeDefined();

    const response = await ask('POST', '/keep-running', { hours: 3 });

    expect(response.status).toBe(200);
    expect(await machine()).toMatchObject({ keptUntil: later(180) });
    expect((await machine()).idle).toBeUndefined();
    expect(await minutesOf(30)).toEqual({});
  });

  it('is for machines that run', async () => {
    ({ instanceId: id } = await service.givenMachine(owner.user, 'stopped'));

    expect(await codeOf(await keep(60))).toEqual([409, 'state-conflict']);
    expect(await codeOf(await ask('POST', '/keep-running', { hours: 3 }))).toEqual([409, 'state-conflict']);
  });
});

describe('a report costs', () => {
  const costOf = async (run: () => Promise<unknown>) =>
    (await requestsOf(service.database, run)).map(({ command }) => command).sort();

  it('a read and a write of one unit, and of an idle machine one query more', async () => {
    await setRule(30);
    await minutesOf(1, { jobs: 1 });
    const used = await costOf(() => report([sample(0, { jobs: 1 })]));
    id = await given();
    await minutesOf(1);
    const idle = await costOf(() => report([sample(0)]));

    expect(used).toEqual(['GetItem', 'UpdateItem']);
    expect(idle).toEqual(['GetItem', 'Query', 'UpdateItem']);
  });
});
