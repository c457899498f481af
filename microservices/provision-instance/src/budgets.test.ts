import type { Budgets, OwnBudget } from '@cloudapp/contracts/budget';
import type { Problem } from '@cloudapp/contracts/problem';
import { firstShare } from '@cloudapp/machines/domain/share';
import { sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { givenAccessToken } from '@cloudapp/accounts/testing/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicOrigin, startTestService, type Caller, type TestService } from './testing/test-service.ts';

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINoS3czF6xXhH800O9mrpNHkHtf8qDf4Tmw23GdPXlQW test';

/** Budgets hold for all machines of a service: each test gives people of its own. */
let service: TestService;
let admin: Caller;
let now = new Date();

beforeAll(async () => {
  service = await startTestService({ clock: () => now });
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

/** Longer than services keep what they have read, and shorter than a proof counts. */
async function set(budgets: unknown, as: Caller = admin): Promise<Response> {
  const response = await service.request('PUT', '/budgets', { as, body: budgets });
  now = new Date(now.getTime() + 12_000);
  return response;
}

const bodyOf = async <T>(response: Response) => (await response.json()) as T;
const read = async () => await bodyOf<Budgets>(await service.request('GET', '/budgets', { as: admin }));
const own = async (as: Caller) => await bodyOf<OwnBudget>(await service.request('GET', '/budgets/own', { as }));
const ownOf = ({ user }: Caller, monthly: number, isExempt = false) => ({
  people: [{ userId: user.id, monthly, isExempt }],
});

const launch = (as: Caller, durationHours: number) =>
  service.request('POST', '/instances', {
    as,
    body: { blueprintId: 'postgresql', name: 'Mine', size: 'small', durationHours, sshPublicKey: publicKey },
  });

describe('budgets', () => {
  it('are set by administrators who have just proven it, and seen by no others; the log tells of each', async () => {
    const person = await service.givenCaller({ name: 'Ada' });
    const wanted = { monthly: 50, people: [{ userId: person.user.id, monthly: 80.5, isExempt: true }] };

    expect((await set(wanted, person)).status).toBe(403);
    expect((await set(wanted, await service.givenStale(admin))).status).toBe(403);
    expect((await service.request('GET', '/budgets', { as: person })).status).toBe(403);
    expect(await read()).toEqual({ people: [] });

    const response = await set(wanted);

    const named = { ...wanted, people: [{ ...wanted.people[0], name: 'Ada', email: person.user.email }] };
    expect([response.status, await response.json()]).toEqual([200, named]);
    expect(await read()).toEqual(named);
    const { items } = await service.to.audit.listOf('by-action', 'budgets-changed', { limit: 10 });
    expect(items).toMatchObject([
      { actor: { id: admin.user.id }, detail: '$50.00 a month for each person; Ada $80.50 exempt' },
    ]);
  });

  it.each([
    ['nothing', { monthly: 0, people: [] }],
    ['less than nothing', { monthly: -5, people: [] }],
    ['parts of a cent', { monthly: 1.005, people: [] }],
    ['more than anybody has', { monthly: 1_000_001, people: [] }],
    ['people who are none', { people: [{ userId: 'admin', isExempt: true }] }],
    ['nobody that we know', { people: [{ userId: `usr_${'0'.repeat(26)}`, isExempt: true }] }],
    ['somebody twice', { people: Array(2).fill({ userId: `usr_${'0'.repeat(26)}`, isExempt: true }) }],
    ['something else', { monthly: 5, people: [], weekly: 1 }],
  ])('cannot be set to %s', async (_, body) => {
    const before = await read();

    expect((await set(body)).status).toBe(400);
    expect(await read()).toEqual(before);
  });

  it('are set by no program, and read by those of administrators', async () => {
    const token = await givenAccessToken(service.to, admin.user, { scopes: ['read', 'machines', 'admin'] });
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const ask = (method: string, body?: string) =>
      fetch(`${service.url}/api/budgets`, { method, headers, ...(body !== undefined && { body }) });

    expect((await ask('PUT', '{"people":[]}')).status).toBe(403);
    expect((await ask('GET')).status).toBe(200);
  });
});

describe('the budget of a person', () => {
  it('is that of everybody, unless they have one of their own', async () => {
    const [one, other] = [await service.givenCaller(), await service.givenCaller()];
    await set({ monthly: 50, ...ownOf(other, 80) });

    expect(await own(one)).toMatchObject({ monthly: 50, isExempt: false });
    expect(await own(other)).toMatchObject({ monthly: 80, isExempt: false });
    expect((await own(one)).months.map(({ spent, planned }) => spent + planned)).toEqual([0, 0]);
  });

  it('refuses a launch that it has no room for, with the sum, and stores nothing', async () => {
    const person = await service.givenCaller();
    await set(ownOf(person, 1));

    const response = await launch(person, 720);

    const problem = await bodyOf<Problem>(response);
    expect([response.status, problem.code, problem.budget?.budget]).toEqual([409, 'budget-exceeded', 1]);
    expect(problem.detail).toMatch(
      /^It would take \$\d+\.\d\d of the budget of .* \$0\.00 of \$1\.00 is planned already\.$/,
    );
    expect((await own(person)).months.map(({ planned }) => planned)).toEqual([0, 0]);
    expect(
      (await bodyOf<{ items: unknown[] }>(await service.request('GET', '/instances', { as: person }))).items,
    ).toEqual([]);
  });

  it('refuses to extend a machine, or to start it, beyond it; also to administrators, who can raise it', async () => {
    const person = await service.givenCaller();
    const leaseEndsAt = new Date(now.getTime() + 3_600_000).toISOString();
    const share = firstShare({ ...sampleRecord('ready'), durationHours: 1 }, now);
    const billedSince = now.toISOString();
    const running = await service.givenMachine(person.user, 'ready', { share, leaseEndsAt, billedSince });
    const off = await service.givenMachine(person.user, 'stopped', { durationHours: 700, billedSince });
    const extend = (as: Caller, hours: number) =>
      service.request('POST', `/instances/${running.instanceId}/extend`, { as, body: { hours } });
    await set(ownOf(person, 1));

    const refusals = [
      await extend(person, 700),
      await extend(admin, 700),
      await service.request('POST', `/instances/${off.instanceId}/start`, { as: person }),
    ];

    expect(refusals.map(({ status }) => status)).toEqual([409, 409, 409]);
    const codes = await Promise.all(refusals.map(async (response) => (await bodyOf<Problem>(response)).code));
    expect(new Set(codes)).toEqual(new Set(['budget-exceeded']));
    await set(ownOf(person, 500));
    expect((await extend(person, 700)).status).toBe(200);
    expect((await own(person)).months.some(({ planned }) => planned > 5)).toBe(true);
  });

  it('lets a machine that is beyond it be given less time, stopped and deleted', async () => {
    const person = await service.givenCaller();
    const leaseEndsAt = new Date(now.getTime() + 600 * 3_600_000).toISOString();
    const share = firstShare({ ...sampleRecord('ready'), durationHours: 600 }, now);
    const { instanceId } = await service.givenMachine(person.user, 'ready', {
      share,
      leaseEndsAt,
      billedSince: now.toISOString(),
    });
    await set(ownOf(person, 1));
    const ask = (action: string, body?: unknown) =>
      service.request('POST', `/instances/${instanceId}/${action}`, { as: person, body });

    expect((await ask('extend', { hours: 1 })).status).toBe(200);
    expect((await ask('stop')).status).toBe(202);
    expect((await ask('terminate')).status).toBe(202);
  });

  it('refuses nothing to somebody who is exempt', async () => {
    const person = await service.givenCaller();
    const { instanceId } = await service.givenMachine(person.user, 'stopped', { durationHours: 700 });
    await set(ownOf(person, 1, true));

    const response = await service.request('POST', `/instances/${instanceId}/start`, { as: person });

    expect(response.status).toBe(202);
    expect(await own(person)).toMatchObject({ monthly: 1, isExempt: true });
  });
});

it('is nobody’s to see but one’s own', async () => {
  const response = await fetch(`${service.url}/api/budgets/own`, { headers: { Origin: publicOrigin } });

  expect(response.status).toBe(401);
});
