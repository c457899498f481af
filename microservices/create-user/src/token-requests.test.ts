import { problemSchema } from '@cloudapp/contracts/problem';
import { collectToken, getTokenRequest, requestToken, type TokenCollection } from '@cloudapp/contracts/token-request';
import { givenAccessToken } from '@cloudapp/accounts/testing/accounts';
import { mostTokens, type TokenWish } from '@cloudapp/contracts/access-token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as useCases from './application/token-requests.ts';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const wish: TokenWish = { name: 'cloudapp on desk', scopes: ['read', 'machines'], days: 30 };
type Asked = Awaited<ReturnType<typeof useCases.requestToken>>;

/** Asks as a program does, from a network of its own, so that no test counts for another. */
let networks = 0;
const ask = async (changes: Partial<TokenWish> = {}, now = new Date()): Promise<Asked> =>
  useCases.requestToken(service.parts, { ...wish, ...changes }, { address: `192.0.2.${(networks += 1)}`, now });
const codeOf = async (response: Response) =>
  response.ok ? response.status : problemSchema.parse(await response.json()).code;
const answer = (as: Caller, { userCode }: Asked, how: 'approval' | 'refusal') =>
  service.request('POST', `/tokens/requests/${userCode}/${how}`, { as });
const collecting = ({ userCode, deviceCode }: Asked, changes = {}) =>
  service.request('POST', '/tokens/requests/collection', { body: { userCode, deviceCode, ...changes } });
const collect = async (asked: Asked): Promise<TokenCollection> =>
  collectToken.response.parse(await (await collecting(asked)).json());
const statusFor = async (secret: string) =>
  (await fetch(`${service.url}/api/me`, { headers: { Authorization: `Bearer ${secret}` } })).status;

describe('a program that asks for a token', () => {
  it('has one that acts for whoever approved it, once', async () => {
    const person = await service.givenCaller();
    const response = await service.request('POST', '/tokens/requests', { body: wish });
    const asked = requestToken.response.parse(await response.json());

    expect(await collect(asked)).toEqual({ state: 'waiting' });
    expect((await answer(person, asked, 'approval')).status).toBe(204);
    const collected = await collect(asked);

    expect(collected).toMatchObject({ state: 'approved', token: { name: wish.name, scopes: wish.scopes } });
    const { secret = '' } = collected as { secret?: string };
    expect(await statusFor(secret)).toBe(200);
    expect(await codeOf(await collecting(asked))).toBe('not-found');
    const listed = await service.to.accessTokens.listOf(person.user.id);
    expect(listed.map(({ name }) => name)).toEqual([wish.name]);
  });

  it('is shown to a person as it asked, with the address that it came from', async () => {
    const person = await service.givenCaller();
    const asked = await ask();

    const response = await service.request('GET', `/tokens/requests/${asked.userCode}`, { as: person });

    const shown = getTokenRequest.response.parse(await response.json());
    expect(shown).toMatchObject({
      ...wish,
      userCode: asked.userCode,
      address: expect.stringMatching(/^192\.0\.2\./) as string,
    });
    expect(JSON.stringify(shown)).not.toContain(asked.deviceCode);
  });

  it('leaves neither what it knows nor the token in a table or the log', async () => {
    const person = await service.givenCaller();
    const asked = await ask();
    const stored = JSON.stringify(await service.to.tokenRequests.get(asked.userCode, new Date()));
    await answer(person, asked, 'approval');
    service.log.length = 0;
    const { secret } = (await collect(asked)) as { secret: string };

    expect(stored).not.toContain(asked.deviceCode);
    expect(service.log.join('')).not.toContain(asked.deviceCode);
    expect(service.log.join('')).not.toContain(secret.slice(9));
  });

  it('is told nothing where the code that only it knows is another', async () => {
    const person = await service.givenCaller();
    const [asked, other] = [await ask(), await ask()];
    await answer(person, asked, 'approval');

    expect(await codeOf(await collecting(asked, { deviceCode: other.deviceCode }))).toBe('not-found');
    expect((await collect(asked)).state).toBe('approved');
  });

  it('has nothing when it is refused, and cannot be approved any more', async () => {
    const person = await service.givenCaller();
    const asked = await ask();

    expect((await answer(person, asked, 'refusal')).status).toBe(204);

    expect(await collect(asked)).toEqual({ state: 'refused' });
    expect(await codeOf(await answer(person, asked, 'approval'))).toBe('not-found');
    expect(await service.to.accessTokens.listOf(person.user.id)).toEqual([]);
  });

  it('is answered by one person', async () => {
    const [first, second] = [await service.givenCaller(), await service.givenCaller()];
    const asked = await ask();

    const answers = await Promise.all([answer(first, asked, 'approval'), answer(second, asked, 'approval')]);

    expect((await Promise.all(answers.map(codeOf))).sort()).toEqual([204, 'not-found']);
    await collect(asked);
    const tokens = [first, second].map(({ user }) => service.to.accessTokens.listOf(user.id));
    expect((await Promise.all(tokens)).flat()).toHaveLength(1);
  });

  it('is given one token, however often it asks at once', async () => {
    const person = await service.givenCaller();
    const asked = await ask();
    await answer(person, asked, 'approval');

    const codes = await Promise.all(Array.from({ length: 5 }, async () => codeOf(await collecting(asked))));

    expect(codes.filter((code) => code === 200)).toHaveLength(1);
    expect(await service.to.accessTokens.listOf(person.user.id)).toHaveLength(1);
  });

  it('has nothing where the person was signed out before it came', async () => {
    const admin = await service.givenCaller({ role: 'admin' });
    const person = await service.givenCaller();
    const asked = await ask();
    await answer(person, asked, 'approval');

    await service.request('DELETE', `/users/${person.user.id}/sessions`, { as: admin });

    expect(await collect(asked)).toEqual({ state: 'refused' });
  });

  it('is approved with a fresh proof alone, and refused without', async () => {
    const person = await service.givenCaller({}, undefined, 11);
    const asked = await ask();

    expect(await codeOf(await answer(person, asked, 'approval'))).toBe('proof-required');
    expect(await collect(asked)).toEqual({ state: 'waiting' });
    expect(await codeOf(await answer(person, asked, 'refusal'))).toBe(204);
  });

  it('is approved by no token', async () => {
    const person = await service.givenCaller();
    const secret = await givenAccessToken(service.to, person.user);
    const asked = await ask();

    const response = await fetch(`${service.url}/api/tokens/requests/${asked.userCode}/approval`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}` },
    });

    expect(await codeOf(response)).toBe('scope-missing');
  });

  it('may administer only for an administrator, and is one of fifty', async () => {
    const [person, admin] = [await service.givenCaller(), await service.givenCaller({ role: 'admin' })];
    const asked = await ask({ scopes: ['admin'] });
    for (let n = 0; n < mostTokens; n++) await givenAccessToken(service.to, admin.user);

    expect(await codeOf(await answer(person, asked, 'approval'))).toBe('administrator-required');
    expect(await codeOf(await answer(admin, asked, 'approval'))).toBe('too-many-tokens');
  });

  it('waits for ten minutes', async () => {
    const person = await service.givenCaller();
    const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);
    const [late, early] = [await ask({}, ago(600_000)), await ask({}, ago(540_000))];

    expect(await codeOf(await answer(person, late, 'approval'))).toBe('not-found');
    expect(await codeOf(await collecting(late))).toBe('not-found');
    expect(await collect(early)).toEqual({ state: 'waiting' });
  });

  it('takes another code where the first is in use', async () => {
    const codes = ['BBBB-BBBB', 'BBBB-BBBB', 'CCCC-CCCC'];
    const parts = { ...service.parts, newUserCode: () => codes.shift() ?? '' };
    const asking = { address: '192.0.2.200', now: new Date() };

    const [first, second] = [
      await useCases.requestToken(parts, wish, asking),
      await useCases.requestToken(parts, wish, asking),
    ];

    expect([first.userCode, second.userCode]).toEqual(['BBBB-BBBB', 'CCCC-CCCC']);
  });

  it('cannot ask without end from one network', async () => {
    const asking = { address: '192.0.2.201', now: new Date() };
    for (let n = 0; n < 30; n++) await useCases.requestToken(service.parts, wish, asking);

    await expect(useCases.requestToken(service.parts, wish, asking)).rejects.toMatchObject({
      code: 'too-many-attempts',
    });
    await expect(ask()).resolves.toBeDefined();
  });

  it('is in the audit log: who let it in, and that it came', async () => {
    const person = await service.givenCaller();
    const asked = await ask({ days: 1 });
    await answer(person, asked, 'approval');
    await collect(asked);
    await answer(person, await ask(), 'refusal');

    const { items } = await service.to.audit.listOf('by-actor', person.user.id, { limit: 10 });

    expect(items.map(({ action }) => action).slice(0, 3)).toEqual(['token-refused', 'token-made', 'token-approved']);
    expect(items[2]?.detail).toMatch(/^cloudapp on desk \(read, machines\), for a day, asked for from 192\.0\.2\.\d+$/);
  });
});

describe('a token that is sent to be ended', () => {
  it('opens nothing any more, and none is no error', async () => {
    const person = await service.givenCaller();
    const secret = await givenAccessToken(service.to, person.user);
    const end = (body: object) => service.request('POST', '/tokens/end', { body });

    for (let n = 0; n < 2; n++) expect((await end({ secret })).status).toBe(204);
    expect((await end({ secret: 'nothing' })).status).toBe(204);

    expect(await statusFor(secret)).toBe(401);
    const { items } = await service.to.audit.listOf('by-actor', person.user.id, { limit: 10 });
    expect(items.filter(({ action }) => action === 'token-ended')).toHaveLength(1);
  });
});
