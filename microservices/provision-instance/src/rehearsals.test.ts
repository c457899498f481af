import { monthOf } from '@cloudapp/contracts/months';
import type { RehearsalPage } from '@cloudapp/contracts/rehearsal';
import { addSums, emptySum, type RehearsalSum } from '@cloudapp/contracts/rehearsal-sum';
import { givenAccessToken } from '@cloudapp/accounts/testing/accounts';
import { StatisticsCounter } from '@cloudapp/data/statistics-counter';
import { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { UsageRepository } from '@cloudapp/data/usage-repository';
import { silent } from '@cloudapp/machines/testing/usage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicOrigin, startTestService, type Caller, type TestService } from './testing/test-service.ts';

const now = new Date('2026-11-20T12:00:00Z');
const rules = { longestHours: { user: 720, admin: 720 }, longestHoursOf: {} };
const idle = { rules: { ...rules, idleMinutes: 60 } };

let service: TestService;
let admin: Caller;

beforeAll(async () => {
  service = await startTestService({ clock: () => now });
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

/** Somebody whose machine was quiet for some hours, so many days ago, and cost something in that month. */
async function givenIdler(name: string, daysAgo: number, hours: number, state: 'ready' | 'terminated' = 'ready') {
  const person = await service.givenCaller({ name });
  const machine = await service.givenMachine(person.user, state, { stateChangedAt: now.toISOString() });
  const usage = new UsageRepository(service.database);
  const end = now.getTime() - daysAgo * 24 * 3_600_000;
  for (let hour = hours; hour > 0; hour--) {
    const minutes = Array.from({ length: 60 }, (_, minute) => ({ ...silent, at: end - (hour * 60 - minute) * 60_000 }));
    await usage.add(machine.instanceId, minutes);
  }
  await given({ 'cost#postgresql': 1_000_000 }, person.user.id, new Date(end));
  return { person, machine };
}

async function given(counters: Record<string, number>, ownerId: string, at: Date): Promise<void> {
  await new StatisticsEventRepository(service.database).append({ counters, ownerId }, at);
  await new StatisticsCounter(service.database).countAll();
}

const ask = (body: unknown, as: Caller | undefined = admin) =>
  service.request('POST', '/machine-rules/rehearsals', { as, body });

async function rehearse(body: object): Promise<RehearsalSum & { readonly pages: number }> {
  let [sum, pages, cursor] = [emptySum, 0, undefined as string | undefined];
  do {
    const response = await ask({ ...body, ...(cursor !== undefined && { cursor }) });
    expect(response.status).toBe(200);
    const page = (await response.json()) as RehearsalPage;
    [sum, pages, cursor] = [addSums(sum, page), pages + 1, page.nextCursor];
  } while (cursor !== undefined);
  return { ...sum, pages };
}

describe('a rehearsal', () => {
  it('says what a rule would have done to everybody’s machines, also to those that are gone, and sets nothing', async () => {
    expect(await rehearse(idle)).toMatchObject({ people: { looked: 0 }, machines: { looked: 0 }, stops: 0, most: [] });
    const { machine } = await givenIdler('Ada', 2, 5);
    await givenIdler('Linus', 27, 3, 'terminated');

    const sum = await rehearse(idle);

    expect(sum).toMatchObject({
      knownSince: '2026-10-24T09:00:00.000Z',
      people: { looked: 2, met: 2 },
      machines: { looked: 2, met: 2, unknown: 0 },
      stops: 2,
      hoursSaved: 6,
      rules: { idle: { people: 2, machines: 2 } },
    });
    expect(sum.most).toMatchObject([
      { id: machine.instanceId, ownerName: 'Ada', isEnded: false, hoursSaved: 4 },
      { ownerName: 'Linus', isEnded: true, hoursSaved: 2 },
    ]);
    const read = await service.request('GET', '/machine-rules', { as: admin });
    expect(await read.json()).not.toHaveProperty('idleMinutes');
  });

  it('of a budget counts what each month cost', async () => {
    const { person } = await givenIdler('Grace', 1, 4);
    const budgets = { people: [{ userId: person.user.id, monthly: 1, isExempt: false }] };

    expect(await rehearse({ budgets })).toMatchObject({ refused: 0, people: { met: 0 } });
    await given({ 'cost#postgresql': 50_000_000 }, person.user.id, now);

    expect(await rehearse({ budgets })).toMatchObject({
      refused: 1,
      people: { met: 1 },
      rules: { budget: { people: 1 } },
    });
  });

  it('goes through many people some at a time, each once, in whichever months they had machines', async () => {
    const before = await rehearse(idle);
    const people = Array.from({ length: 60 }, (_, number) => `usr_${String(number).padStart(26, '0')}`);
    for (const id of people) {
      await new StatisticsEventRepository(service.database).append({ counters: { 'cost#a': 1 }, ownerId: id }, now);
      const october = new Date('2026-10-25T00:00:00Z');
      await new StatisticsEventRepository(service.database).append({ counters: { 'cost#a': 1 }, ownerId: id }, october);
    }
    await new StatisticsCounter(service.database).countAll();

    const after = await rehearse(idle);

    expect(after.people.looked - before.people.looked).toBe(60);
    expect(after.pages).toBeGreaterThan(4);
    expect(monthOf(now)).toBe('2026-11');
  });

  it('is for administrators with a session, and asks for something', async () => {
    const person = await service.givenCaller();
    const token = await givenAccessToken(service.to, admin.user);
    const byToken = await fetch(`${service.url}/api/machine-rules/rehearsals`, {
      method: 'POST',
      headers: { Origin: publicOrigin, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(idle),
    });

    expect((await ask(idle, person)).status).toBe(403);
    expect(byToken.status).toBeGreaterThanOrEqual(401);
    expect((await service.request('POST', '/machine-rules/rehearsals', { body: idle })).status).toBe(401);
    expect((await ask({})).status).toBe(400);
    expect((await ask({ rules: { ...rules, idleMinutes: 5 } })).status).toBe(400);
  });

  it('refuses cursors that no rehearsal has given', async () => {
    const of = (...parts: string[]) => Buffer.from(JSON.stringify(['rehearsal', ...parts])).toString('base64url');

    expect((await ask({ ...idle, cursor: 'made-up' })).status).toBe(400);
    expect((await ask({ ...idle, cursor: of('2024-01', '-') })).status).toBe(400);
    expect((await ask({ ...idle, cursor: of('2026-11', 'usr#x') })).status).toBe(400);
    expect((await ask({ ...idle, cursor: of('2026-11', '-') })).status).toBe(200);
  });
});
