import { currentSessionSchema } from '@cloudapp/contracts/session';
import { problemSchema } from '@cloudapp/contracts/problem';
import { createUser, userSchema } from '@cloudapp/contracts/user';
import { hashPassword, verifyPassword } from '@cloudapp/accounts/adapters/password-hash';
import { createFirstAdministrator } from '@cloudapp/accounts/application/first-administrator';
import { givenSession } from '@cloudapp/accounts/testing/accounts';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type Caller, type TestService } from './testing/test-service.ts';

const password = 'the old password of everybody';
const newPassword = 'quite another set of words';
let service: TestService;
let admin: Caller;
let passwordHash: string;

beforeAll(async () => {
  service = await startTestService({ MAX_FAILURES: '3' });
  admin = await service.givenCaller({ role: 'admin' });
  passwordHash = await hashPassword(password);
});
afterAll(() => service.stop());

const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code;
const asAdmin = (method: string, path: string, body?: unknown) => service.request(method, path, { as: admin, body });

async function expectSessionEnded(caller: Caller) {
  const response = await service.request('GET', '/session', { as: caller });
  expect(response.status).toBe(401);
}

describe('creating a user', () => {
  it('answers a one-time password that signs in and must be changed', async () => {
    const response = await asAdmin('POST', '/users', { email: 'Grace@Example.org', name: 'Grace Hopper', quota: 5 });

    const { user, oneTimePassword, validUntil } = createUser.response.parse(await response.json());
    expect(Date.parse(validUntil) - Date.parse(user.createdAt)).toBe(72 * 3_600_000);
    expect(response.status).toBe(201);
    expect(user).toMatchObject({ email: 'grace@example.org', role: 'user', mustChangePassword: true });
    expect(user.quota).toEqual({ limit: 5, used: 0 });
    expect(oneTimePassword).toMatch(/^([0-9a-z]{5}-){3}[0-9a-z]{5}$/);
    const credential = await service.parts.credentials.get('grace@example.org');
    expect(await verifyPassword(oneTimePassword, credential?.passwordHash ?? '')).toBe(true);
    expect(service.log.join('')).not.toContain(oneTimePassword);
  });

  it('refuses an e-mail that is taken, whatever its case', async () => {
    await asAdmin('POST', '/users', { email: 'twice@example.org', name: 'One' });

    const response = await asAdmin('POST', '/users', { email: 'TWICE@example.org', name: 'Two' });

    expect(response.status).toBe(409);
    expect(await codeOf(response)).toBe('email-taken');
  });
});

describe('listing users', () => {
  it('pages and searches', async () => {
    for (let n = 0; n < 3; n++) await service.givenCaller({ name: `Listed ${n}` });

    const first = (await (await asAdmin('GET', '/users?limit=2&search=LISTED')).json()) as ListAnswer;
    const second = (await (
      await asAdmin('GET', `/users?limit=2&search=LISTED&cursor=${first.nextCursor ?? ''}`)
    ).json()) as ListAnswer;

    expect([...first.items, ...second.items].map((user) => user.name)).toEqual(['Listed 2', 'Listed 1', 'Listed 0']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('finds a name typed with the apostrophe of the keys, and nobody by an accent alone', async () => {
    await service.givenCaller({ name: 'Miles O\u2019Brien' });
    const namesBy = async (search: string) => {
      const answer = (await (await asAdmin('GET', `/users?search=${encodeURIComponent(search)}`)).json()) as ListAnswer;
      return answer.items.map((user) => user.name);
    };

    expect(await namesBy("o'brien")).toEqual(['Miles O\u2019Brien']);
    expect(await namesBy('\u00A8')).toEqual([]);
  });

  it('refuses a cursor that it has not given out', async () => {
    const response = await asAdmin('GET', `/users?cursor=${Buffer.from('{"userId":1}').toString('base64url')}`);

    expect(response.status).toBe(400);
  });
});

interface ListAnswer {
  items: { name: string }[];
  nextCursor?: string;
}

describe('changing a user', () => {
  it('sets what differs and records it', async () => {
    const { user } = await service.givenCaller();

    const response = await asAdmin('PATCH', `/users/${user.id}`, { name: 'Renamed', quota: 7 });

    expect(userSchema.parse(await response.json())).toMatchObject({ name: 'Renamed', quota: { limit: 7 } });
    const { items } = await service.to.audit.listOf('by-subject', user.id, { limit: 1 });
    expect(items[0]).toMatchObject({
      action: 'user-updated',
      actor: { id: admin.user.id },
      detail: `name: ${user.name} → Renamed; quota: 3 → 7`,
    });
  });

  it('changes nothing when all is so already', async () => {
    const caller = await service.givenCaller();

    const response = await asAdmin('PATCH', `/users/${caller.user.id}`, { name: caller.user.name, status: 'active' });

    expect(response.status).toBe(200);
    expect((await service.to.users.get(caller.user.id))?.version).toBe(1);
  });

  it('gives one of two edits at once an edit conflict, or lets both follow each other', async () => {
    const { user } = await service.givenCaller();

    const responses = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) => asAdmin('PATCH', `/users/${user.id}`, { name })),
    );

    const statuses = responses.map((response) => response.status);
    expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
    const won = statuses.filter((status) => status === 200).length;
    expect((await service.to.users.get(user.id))?.version).toBe(1 + won);
  });

  it('says that a user does not exist', async () => {
    const id = `usr_${'7'.repeat(26)}`;

    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/password-reset'],
      ['DELETE', '/sessions'],
    ] as const) {
      const body = method === 'PATCH' ? { name: 'X' } : undefined;
      expect((await asAdmin(method, `/users/${id}${path}`, body)).status).toBe(404);
    }
  });
});

describe('the last administrator', () => {
  it.each([
    ['PATCH', { role: 'user' }],
    ['PATCH', { status: 'disabled' }],
    ['DELETE', undefined],
  ])('cannot be lost (%s %j)', async (method, body) => {
    const response = await asAdmin(method, `/users/${admin.user.id}`, body);

    expect(response.status).toBe(409);
    expect(await codeOf(response)).toBe('last-administrator');
    expect((await service.request('GET', '/session', { as: admin })).status).toBe(200);
  });

  it('is never made by a first-administrator command that is run again', async () => {
    const again = await createFirstAdministrator(
      service.parts,
      { email: 'root@example.org', name: 'Root' },
      72,
      new Date(),
    );

    expect(again).toBeUndefined();
    expect(await service.parts.credentials.get('root@example.org')).toBeUndefined();
  });
});

describe('an administrator’s own password', () => {
  it('is not reset without the old one, by a session alone', async () => {
    const before = await service.parts.credentials.get(admin.user.email);

    const response = await asAdmin('POST', `/users/${admin.user.id}/password-reset`);

    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe('own-account');
    expect(await service.parts.credentials.get(admin.user.email)).toEqual(before);
  });
});

describe('deleting a user', () => {
  it('removes the user and frees the e-mail', async () => {
    const caller = await service.givenCaller();

    expect((await asAdmin('DELETE', `/users/${caller.user.id}`)).status).toBe(204);

    expect((await asAdmin('GET', `/users/${caller.user.id}`)).status).toBe(404);
    expect((await asAdmin('POST', '/users', { email: caller.user.email, name: 'Next' })).status).toBe(201);
  });

  it('is refused while there are machines', async () => {
    const { user } = await service.givenCaller();
    const { database } = service.tables;
    const update = { UpdateExpression: 'ADD used :one', ExpressionAttributeValues: { ':one': 1 } };
    await database.client.send(
      new UpdateCommand({ TableName: database.table('quotas'), Key: { userId: user.id }, ...update }),
    );

    const response = await asAdmin('DELETE', `/users/${user.id}`);

    expect(await codeOf(response)).toBe('user-has-machines');
  });
});

describe('a session ends at once when its user', () => {
  it.each([
    ['is disabled', 'PATCH', '', { status: 'disabled' }],
    ['gets another role', 'PATCH', '', { role: 'admin' }],
    ['is deleted', 'DELETE', '', undefined],
    ['gets a new password', 'POST', '/password-reset', undefined],
    ['is signed out everywhere', 'DELETE', '/sessions', undefined],
  ])('%s', async (_, method, path, body) => {
    const caller = await service.givenCaller();
    expect((await service.request('GET', '/session', { as: caller })).status).toBe(200);

    const response = await asAdmin(method, `/users/${caller.user.id}${path}`, body);

    expect(response.ok).toBe(true);
    await expectSessionEnded(caller);
  });

  it('is demoted, and nothing that it asks for as an administrator is done', async () => {
    const second = await service.givenCaller({ role: 'admin' });
    await asAdmin('PATCH', `/users/${second.user.id}`, { role: 'user' });

    const response = await service.request('POST', '/users', {
      as: second,
      body: { email: 'x@example.org', name: 'X' },
    });

    expect(response.status).toBe(401);
    expect(await service.parts.credentials.get('x@example.org')).toBeUndefined();
  });
});

describe('one’s own account', () => {
  it('shows session and profile', async () => {
    const caller = await service.givenCaller();

    const session = currentSessionSchema.parse(await (await service.request('GET', '/session', { as: caller })).json());
    const profile = userSchema.parse(await (await service.request('GET', '/me', { as: caller })).json());

    expect(session.user).toEqual({
      id: caller.user.id,
      email: caller.user.email,
      name: caller.user.name,
      role: 'user',
    });
    expect(profile).toMatchObject({ id: caller.user.id, quota: { limit: 3, used: 0 } });
  });

  it('can be renamed, and not given another role', async () => {
    const caller = await service.givenCaller();

    const renamed = await service.request('PATCH', '/me', { as: caller, body: { name: 'New Name' } });
    const promoted = await service.request('PATCH', '/me', { as: caller, body: { name: 'X', role: 'admin' } });

    expect(userSchema.parse(await renamed.json()).name).toBe('New Name');
    expect(promoted.status).toBe(400);
  });

  it('keeps only the session in which the password was changed', async () => {
    const caller = await service.givenCaller({ mustChangePassword: true }, passwordHash);
    const other = { user: caller.user, token: (await secondSession(caller)).token };
    expect((await service.request('GET', '/me', { as: caller })).status).toBe(403);

    const response = await service.request('PUT', '/me/password', {
      as: caller,
      body: { currentPassword: password, newPassword },
    });

    expect(response.status).toBe(204);
    expect((await service.request('GET', '/me', { as: caller })).status).toBe(200);
    await expectSessionEnded(other);
    const credential = await service.parts.credentials.get(caller.user.email);
    expect(await verifyPassword(newPassword, credential?.passwordHash ?? '')).toBe(true);
  });

  it('replaces a one-time password without asking for it again, and any other only with it', async () => {
    const invited = await service.givenCaller({ mustChangePassword: true }, passwordHash);
    const settled = await service.givenCaller({}, passwordHash);
    const change = (as: Caller, chosen: string) =>
      service.request('PUT', '/me/password', { as, body: { newPassword: chosen } });

    expect((await change(invited, password)).status).toBe(422);
    expect((await change(invited, newPassword)).status).toBe(204);
    expect((await change(invited, 'yet another set of words')).status).toBe(403);
    expect(await codeOf(await change(settled, newPassword))).toBe('wrong-current-password');
  });

  it('throttles guesses of the current password', async () => {
    const caller = await service.givenCaller({}, passwordHash);
    const guess = (currentPassword: string) =>
      service.request('PUT', '/me/password', { as: caller, body: { currentPassword, newPassword } });

    for (let n = 0; n < 3; n++) expect(await codeOf(await guess('wrong'))).toBe('wrong-current-password');
    const locked = await guess(password);

    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
    const elsewhere = { user: caller.user, token: (await secondSession(caller)).token };
    const owner = await service.request('PUT', '/me/password', {
      as: elsewhere,
      body: { currentPassword: password, newPassword },
    });
    expect(owner.status).toBe(204);
  });

  it.each([
    ['too short', 'short'],
    ['the same', password],
    ['common', 'passwordpassword'],
    ['context', 'cloudapp-cloudapp-1'],
  ])('refuses a new password that is %s', async (_, unacceptable) => {
    const caller = await service.givenCaller({}, passwordHash);

    const response = await service.request('PUT', '/me/password', {
      as: caller,
      body: { currentPassword: password, newPassword: unacceptable },
    });

    const problem = problemSchema.parse(await response.json());
    expect(response.status).toBe(422);
    expect(problem.errors?.[0]?.pointer).toBe('/newPassword');
  });

  it('lists and ends its own sessions and nobody else’s', async () => {
    const [caller, stranger] = await Promise.all([service.givenCaller(), service.givenCaller()]);
    const other = await secondSession(caller);

    const listed = (await (await service.request('GET', '/me/sessions', { as: caller })).json()) as SessionsAnswer;
    const otherId = listed.items.find((session) => !session.current)?.id ?? '';
    const byStranger = await service.request('DELETE', `/me/sessions/${otherId}`, { as: stranger });
    const byOwner = await service.request('DELETE', `/me/sessions/${otherId}`, { as: caller });

    expect(listed.items).toHaveLength(2);
    expect(byStranger.status).toBe(404);
    expect(byOwner.status).toBe(204);
    await expectSessionEnded(other);
  });

  it('signs out, and takes the cookie away', async () => {
    const caller = await service.givenCaller();

    const response = await service.request('DELETE', '/session', { as: caller });

    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-session=; Path=\/; Max-Age=0; Secure; HttpOnly/);
    await expectSessionEnded(caller);
  });
});

interface SessionsAnswer {
  items: { id: string; current: boolean }[];
}

async function secondSession(caller: Caller): Promise<Caller> {
  return { user: caller.user, token: await givenSession(service.to, caller.user) };
}
