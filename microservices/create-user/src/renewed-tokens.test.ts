import { hashPassword } from '@cloudapp/accounts/adapters/password-hash';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

const password = 'the old password of everybody';
const newPassword = 'walruses under a blue moon';
let service: TestService;
let passwordHash: string;

beforeAll(async () => {
  service = await startTestService();
  passwordHash = await hashPassword(password);
});
afterAll(() => service.stop());

const ways: [string, (as: Caller) => Promise<Response>][] = [
  ['a proof', (as) => service.request('POST', '/session/proof', { as, body: { password } })],
  [
    'a new password',
    (as) => service.request('PUT', '/me/password', { as, body: { currentPassword: password, newPassword } }),
  ],
];

describe.each(ways)('%s', (_, renew) => {
  it('gives the browser another token in a cookie as strict as that of signing in', async () => {
    const caller = await service.givenCaller({}, passwordHash, 11);
    const before = { ...caller };

    const response = await renew(caller);

    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(caller.token).not.toBe(before.token);
    for (const as of [caller, before]) expect((await service.request('GET', '/session', { as })).status).toBe(200);
    const list = await (await service.request('GET', '/me/sessions', { as: caller })).json();
    expect(list).toMatchObject({ items: [{ current: true }] });
    expect(await service.to.sessions.listOf(caller.user.id)).toHaveLength(1);
  });
});

describe('two proofs at once', () => {
  it('are both right, and one of them renews the token', async () => {
    const caller = await service.givenCaller({}, passwordHash, 11);
    const tabs = [{ ...caller }, { ...caller }];

    const answers = await Promise.all(
      tabs.map((as) => service.request('POST', '/session/proof', { as, body: { password } })),
    );

    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(answers.filter((answer) => answer.headers.has('set-cookie'))).toHaveLength(1);
    expect(await service.to.sessions.listOf(caller.user.id)).toHaveLength(1);
  });
});
