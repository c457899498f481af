import { verifyPassword } from '@cloudapp/accounts/adapters/password-hash';
import { givenUser } from '@cloudapp/accounts/testing/accounts';
import { changeUsers, mostPeopleAtOnce, type ManyUsersChange } from '@cloudapp/contracts/user';
import { problemSchema } from '@cloudapp/contracts/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;
let admin: Caller;
const nobody = `usr_${'0'.repeat(26)}`;

beforeAll(async () => {
  service = await startTestService();
  admin = await service.givenCaller({ role: 'admin' });
});
afterAll(() => service.stop());

const ask = (ids: readonly string[], change: ManyUsersChange, as = admin) =>
  service.request('POST', '/users/changes', { as, body: { ids, change } });

async function results(ids: readonly string[], change: ManyUsersChange, as = admin) {
  return changeUsers.response.parse(await (await ask(ids, change, as)).json()).results;
}

async function given(count: number): Promise<Caller[]> {
  return Promise.all(Array.from({ length: count }, () => service.givenCaller()));
}

/** People for whom a change is not so already. */
async function givenFor({ action }: ManyUsersChange, count: number): Promise<string[]> {
  const status = action === 'enable' ? 'disabled' : 'active';
  return Promise.all(Array.from({ length: count }, async () => (await givenUser(service.to, { status })).id));
}

const idsOf = (callers: readonly Caller[]) => callers.map(({ user }) => user.id);
const actionsOn = async (id: string) =>
  (await service.to.audit.listOf('by-subject', id, { limit: 10 })).items.map(({ action }) => action);

describe('changing several users', () => {
  it('disables each as if asked for alone: signed out, machines to stop, a line in the log', async () => {
    const people = await given(6);

    const done = await results(idsOf(people), { action: 'disable' });

    expect(done.map(({ outcome }) => outcome)).toEqual(people.map(() => 'done'));
    for (const person of people) {
      expect((await service.request('GET', '/session', { as: person })).status).toBe(401);
      const stored = await service.to.users.get(person.user.id);
      expect(stored).toMatchObject({
        status: 'disabled',
        disabling: { stopsMachines: true, by: { id: admin.user.id } },
      });
      expect(await actionsOn(person.user.id)).toEqual(['user-disabled']);
    }
  });

  it.each([
    { action: 'disable' },
    { action: 'disable', stopMachines: false },
    { action: 'enable' },
    { action: 'set-quota', quota: 9 },
  ] as const)('changes nothing and records nothing when asked again: %o', async (change) => {
    const ids = await givenFor(change, 2);
    await results(ids, change);
    const recorded = await Promise.all(ids.map(actionsOn));

    const again = await results(ids, change);

    expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(recorded.flat()).toHaveLength(2);
    expect(await Promise.all(ids.map(actionsOn))).toEqual(recorded);
  });

  it('gives each a one-time password of their own, which is the one that holds', async () => {
    const people = await given(3);

    const made = await results(idsOf(people), { action: 'reset-password' });

    expect(new Set(made.map(({ oneTimePassword }) => oneTimePassword)).size).toBe(3);
    for (const [index, { user }] of people.entries()) {
      const credential = await service.parts.credentials.get(user.email);
      expect(await verifyPassword(made[index]?.oneTimePassword ?? '', credential?.passwordHash ?? '')).toBe(true);
      expect(await actionsOn(user.id)).toEqual(['password-reset']);
    }
  });

  it('signs each out everywhere', async () => {
    const people = await given(2);

    await results(idsOf(people), { action: 'sign-out' });

    for (const person of people) expect((await service.request('GET', '/session', { as: person })).status).toBe(401);
  });

  it.each([
    { action: 'disable' },
    { action: 'enable' },
    { action: 'set-quota', quota: 1 },
    { action: 'sign-out' },
    { action: 'reset-password' },
  ] as const)('never hits who asks, nor stops at one who is refused: %o', async (change) => {
    const [other = ''] = await givenFor(change, 1);

    expect(await results([admin.user.id, nobody, other], change)).toMatchObject([
      { id: admin.user.id, outcome: 'refused', reason: 'own-account' },
      { id: nobody, outcome: 'refused', reason: 'not-found' },
      { id: other, outcome: 'done' },
    ]);
    expect((await service.request('GET', '/session', { as: admin })).status).toBe(200);
  });

  it('leaves one active administrator, whoever else asks at the same moment', async () => {
    const own = await startTestService();
    const admins = await Promise.all([0, 1, 2].map(() => own.givenCaller({ role: 'admin' })));
    const body = { ids: idsOf(admins), change: { action: 'disable' } };

    await Promise.all(admins.map((as) => own.request('POST', '/users/changes', { as, body })));

    const { items } = await own.to.users.list({ limit: 10, status: 'active' });
    expect(items).toHaveLength(1);
    await own.stop();
  });

  it('counts one who is named twice once', async () => {
    const [person] = await given(1);
    const id = person?.user.id ?? '';

    expect(await results([id, id], { action: 'sign-out' })).toHaveLength(1);
  });

  it('asks for a fresh proof before anybody is changed', async () => {
    const late = await service.givenCaller({ role: 'admin' }, undefined, 11);
    const [person] = await given(1);

    const response = await ask([person?.user.id ?? ''], { action: 'set-quota', quota: 0 }, late);

    expect(problemSchema.parse(await response.json()).code).toBe('proof-required');
    expect(await actionsOn(person?.user.id ?? '')).toEqual([]);
  });

  it('takes as many as fit into a request, and no more', async () => {
    const many = Array.from({ length: mostPeopleAtOnce + 1 }, (_, n) => `usr_${String(n).padStart(26, '0')}`);

    expect((await ask(many, { action: 'enable' })).status).toBe(400);
    expect((await ask([], { action: 'enable' })).status).toBe(400);
  });
});
