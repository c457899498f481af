import { problemSchema } from '@cloudapp/contracts/problem';
import { demandSeconds } from '@cloudapp/accounts/application/factor-demand';
import { SessionStarter } from '@cloudapp/accounts/application/session-starter';
import { SignInLog } from '@cloudapp/accounts/application/sign-in-log';
import { givenAccessToken, givenUser } from '@cloudapp/accounts/testing/accounts';
import { givenApp } from '@cloudapp/accounts/testing/factors';
import { newId } from '@cloudapp/data/ids';
import { newToken } from '@cloudapp/data/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

const dayMs = 86_400_000;
let service: TestService;
let admin: Caller;
let aheadMs = 0;

beforeAll(async () => {
  service = await startTestService({}, () => new Date(Date.now() + aheadMs));
  admin = await service.givenCaller({ role: 'admin' });
  await givenApp(service.to, admin.user, new Date());
});
afterAll(() => service.stop());

const demand = (secondFactorOf: string, graceDays: number, as = admin) =>
  service.request('PUT', '/sign-in-settings', { as, body: { secondFactorOf, graceDays } });
/** A demand that every session goes by. */
const givenDemand = async (secondFactorOf: string, graceDays: number) => {
  await demand(secondFactorOf, graceDays);
  aheadMs += demandSeconds * 1000;
};
const outcome = async (asked: Promise<Response>) => {
  const response = await asked;
  return response.ok ? response.status : problemSchema.parse(await response.json()).code;
};

/** Somebody who signs in now, as the function does. */
async function signedIn(user: Caller['user'], company?: { id: string; name: string }): Promise<Caller> {
  const { to } = service;
  const onCountingError = (error: unknown) => {
    throw error;
  };
  const starter = new SessionStarter({
    ...to,
    log: new SignInLog({ ...to, onCountingError }),
    newToken,
    newSessionId: (now) => newId('ses', now),
    absoluteHours: 12,
  });
  const started = await starter.start(
    user,
    { origin: { address: '192.0.2.1', userAgent: 'Test' }, company },
    new Date(),
  );
  if (!started.isStarted) throw new Error(started.reason);
  return { user, token: started.token };
}

describe('a demand for second factors', () => {
  it('is of nobody until an administrator says so, with a fresh proof, and is recorded', async () => {
    const read = async () => (await service.request('GET', '/sign-in-settings', { as: admin })).json();
    expect(await read()).toEqual({ secondFactorOf: 'nobody', graceDays: 0, passwordsOf: 'everybody' });

    const stale = await service.givenCaller({ role: 'admin' }, undefined, 11);
    expect(await outcome(demand('everybody', 7, stale))).toBe('proof-required');
    expect(await outcome(demand('everybody', 7))).toBe(200);

    expect(await read()).toMatchObject({ secondFactorOf: 'everybody', graceDays: 7 });
    const { items } = await service.to.audit.listOf('by-action', 'sign-in-settings-changed', { limit: 5 });
    expect(items).toMatchObject([
      { actor: { id: admin.user.id }, detail: expect.stringContaining('everybody') as string },
    ]);
  });

  it('keeps its beginning while it is narrowed down, and begins again when it reaches more people', async () => {
    const since = async (asked: Promise<Response>) =>
      ((await (await asked).json()) as { demandedSince?: string }).demandedSince;
    await demand('nobody', 0);
    const first = await since(demand('administrators', 3));

    expect(await since(demand('administrators', 9))).toBe(first);
    const wider = await since(demand('everybody', 9));
    expect(wider).not.toBe(first);
    expect(await since(demand('administrators', 9))).toBe(wider);
    expect(await since(demand('nobody', 9))).toBeUndefined();
  });

  it('gives days of grace from when an account was made, told to whoever signs in', async () => {
    await givenDemand('everybody', 7);
    const at = new Date(Date.now() + 1000);
    const young = await signedIn(await givenUser(service.to, {}, 'unusable', at));

    const session = (await (await service.request('GET', '/session', { as: young })).json()) as object;

    expect(session).toMatchObject({ secondFactorDue: new Date(at.getTime() + 7 * dayMs).toISOString() });
    expect(await outcome(service.request('GET', '/me/tokens', { as: young }))).toBe(200);
  });

  it('leaves nothing open after them but what sets one up, and everything once that is done', async () => {
    await givenDemand('everybody', 0);
    const late = await signedIn(await givenUser(service.to));
    const look = (path: string) => outcome(service.request('GET', path, { as: late }));

    expect(await look('/me/tokens')).toBe('second-factor-required');
    expect([await look('/session'), await look('/me'), await look('/me/factors')]).toEqual([200, 200, 200]);
    await givenApp(service.to, late.user, new Date());
    expect(await look('/me/tokens')).toBe(200);
  });

  it('reaches who is signed in already, once their days are over, and lets them go when it ends', async () => {
    await givenDemand('nobody', 0);
    const user = await service.givenCaller();
    const look = (path: string) => outcome(service.request('GET', path, { as: user }));
    expect(await look('/me/tokens')).toBe(200);

    await givenDemand('everybody', 1);
    expect(await look('/me/tokens')).toBe(200);
    await givenDemand('everybody', 0);
    expect(await look('/me/tokens')).toBe('second-factor-required');
    expect([await look('/session'), await look('/me'), await look('/me/factors')]).toEqual([200, 200, 200]);
    await givenDemand('nobody', 0);
    expect(await look('/me/tokens')).toBe(200);
  });

  it('is not made of whom a company has signed in, nor of programs with a token', async () => {
    const user = await givenUser(service.to);
    const ofCompany = await signedIn(user, { id: 'idp_1', name: 'Acme' });
    const program = await givenAccessToken(service.to, user);
    await givenDemand('everybody', 0);

    expect(await outcome(service.request('GET', '/me/tokens', { as: ofCompany }))).toBe(200);
    const answer = await fetch(`${service.url}/api/me`, { headers: { Authorization: `Bearer ${program}` } });
    expect(answer.status).toBe(200);
  });

  it('of administrators alone leaves others as they were', async () => {
    await givenDemand('administrators', 0);
    const [user, other] = [await signedIn(await givenUser(service.to)), await givenUser(service.to, { role: 'admin' })];

    expect(await outcome(service.request('GET', '/me/tokens', { as: user }))).toBe(200);
    expect(await outcome(service.request('GET', '/users', { as: await signedIn(other) }))).toBe(
      'second-factor-required',
    );
  });

  it('of two administrators who set it at once lets one win, and says so to the other', async () => {
    const outcomes = await Promise.all([1, 2, 3, 4].map((days) => outcome(demand('administrators', days))));

    expect(outcomes.filter((one) => one === 200).length).toBeGreaterThan(0);
    expect(outcomes.every((one) => one === 200 || one === 'edit-conflict')).toBe(true);
  });
});
