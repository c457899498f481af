import { optionalNoticeKinds, type NoticeSettings, type OptionalNoticeKind } from '@cloudapp/contracts/notice';
import { judgePassword } from '@cloudapp/contracts/password-judgement';
import type { ImportedRow, NewUser, User } from '@cloudapp/contracts/user';
import type { HttpHandler } from 'msw';
import { idOf } from '../data/users.ts';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';
import { isSearched } from './search.ts';

export const oneTimePassword = 'yzc58-faee5-df44s-5j8az';
export const validUntil = '2099-11-24T05:00:00.000Z';
export const invitation = { oneTimePassword, validUntil };

/** Whose password is right. */
export const rightPassword = 'correct horse battery staple';

export function currentUser(world: World): User {
  const user = world.users.find(({ id }) => id === world.session?.user.id);
  if (!user) throw new MockProblem('session-required');
  return user;
}

export function userById(world: World, id: string): User {
  const user = world.users.find((candidate) => candidate.id === id);
  if (!user) throw new MockProblem('not-found');
  return user;
}

export function hasFactor({ factors }: World, { id }: Pick<User, 'id'>): boolean {
  const has = factors[id];
  return has !== undefined && (has.authenticator !== undefined || has.passkeys.length > 0);
}

/** Those whom a list is asked for, in no other order than the world's. */
function usersFound(world: World, query: URLSearchParams): User[] {
  const [status, role] = [query.get('status'), query.get('role')];
  return world.users.filter((user) => {
    const is = user.status === 'active' && user.mustChangePassword ? 'waiting' : user.status;
    const isOf = (status ?? is) === is && (role ?? user.role) === user.role;
    return isOf && isSearched(query, [user.name, user.email]);
  });
}

function noticesWithout(unwanted: readonly OptionalNoticeKind[]): NoticeSettings {
  const security = { kind: 'password-changed', group: 'security', isOptional: false, isOn: true } as const;
  const optional = optionalNoticeKinds.map(
    (kind) => ({ kind, group: 'machines', isOptional: true, isOn: !unwanted.includes(kind) }) as const,
  );
  return { items: [security, ...optional] };
}

/** The own account, and administration of others. */
export function peopleHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('getSession', () => {
      if (!world.session) throw new MockProblem('session-required');
      return world.session;
    }),
    mockRoute('endSession', () => {
      world.session = null;
      return undefined;
    }),
    mockRoute('getProfile', () => ({ ...currentUser(world), hasSecondFactor: hasFactor(world, currentUser(world)) })),
    mockRoute('updateProfile', ({ body }) => Object.assign(currentUser(world), body)),
    mockRoute('changePassword', ({ body }) => {
      const isAsked = body.currentPassword !== undefined || !currentUser(world).mustChangePassword;
      if (isAsked && body.currentPassword !== rightPassword) throw new MockProblem('wrong-current-password');
      const { name, email } = currentUser(world);
      const { fault } = judgePassword(body.newPassword, [name, email]);
      if (fault !== undefined) {
        throw new MockProblem('password-unacceptable', { errors: [{ pointer: '/newPassword', detail: fault }] });
      }
      currentUser(world).mustChangePassword = false;
      world.tokens[currentUser(world).id] = [];
      if (world.session) world.session = { ...world.session, mustChangePassword: false };
      return undefined;
    }),
    mockRoute('getNotices', () => noticesWithout(world.unwantedNotices)),
    mockRoute('setNotices', ({ body }) => {
      world.unwantedNotices = body.off;
      return noticesWithout(body.off);
    }),
    mockRoute('listSessions', () => ({ items: world.sessions })),
    mockRoute('endOneSession', ({ params }) => {
      world.sessions = world.sessions.filter(({ id }) => id !== params.id);
      return undefined;
    }),
    ...administrationHandlers(world),
  ];
}

function administrationHandlers(world: World): HttpHandler[] {
  return [
    mockRoute('listUsers', ({ query }) => ({ items: usersFound(world, query) })),
    mockRoute('countUsers', ({ query }) => ({ count: usersFound(world, query).length, complete: true })),
    mockRoute('createUser', ({ body }) => {
      if (!world.session) throw new MockProblem('session-required');
      if (world.users.some(({ email }) => email === body.email)) throw new MockProblem('email-taken');
      return { user: addUser(world, body), ...invitation };
    }),
    mockRoute('getUser', ({ params }) => userById(world, params.id)),
    mockRoute('updateUser', ({ params, body }) => {
      const user = userById(world, params.id);
      const administrators = world.users.filter(({ role, status }) => role === 'admin' && status === 'active');
      const staysAdministrator = (body.role ?? user.role) === 'admin' && (body.status ?? user.status) === 'active';
      if (administrators.length === 1 && administrators[0] === user && !staysAdministrator) {
        throw new MockProblem('last-administrator');
      }
      const { quota, ...rest } = body;
      Object.assign(user, rest, quota !== undefined && { quota: { ...user.quota, limit: quota } });
      return user;
    }),
    mockRoute('deleteUser', ({ params }) => {
      if (userById(world, params.id).quota.used > 0) throw new MockProblem('user-has-machines');
      world.users = world.users.filter(({ id }) => id !== params.id);
      return undefined;
    }),
    mockRoute('resetPassword', () => invitation),
    mockRoute('signOutUser', () => undefined),
    mockRoute('changeUsers', ({ body: { ids, change } }) => ({
      results: ids.map((id) => {
        if (id === world.session?.user.id) return { id, outcome: 'refused', reason: 'own-account' } as const;
        const user = userById(world, id);
        if (change.action === 'disable') Object.assign(user, { status: 'disabled' });
        if (change.action === 'enable') Object.assign(user, { status: 'active' });
        if (change.action === 'set-quota') Object.assign(user, { quota: { ...user.quota, limit: change.quota } });
        return { id, outcome: 'done', user, ...(change.action === 'reset-password' && invitation) } as const;
      }),
    })),
    mockRoute('importUsers', ({ body }) =>
      answerOf('people' in body ? createPeople(world, body.people) : checkLines(body.csv)),
    ),
  ];
}

function answerOf(rows: ImportedRow[]) {
  const invalid = rows.filter(({ error }) => error !== undefined).length;
  return { rows, valid: rows.length - invalid, invalid };
}

function createPeople(world: World, people: readonly NewUser[]): ImportedRow[] {
  return people.map((person, index) => {
    const { email, name } = person;
    return { line: index + 1, email, name, user: addUser(world, person), ...invitation };
  });
}

function addUser(world: World, { email, name, role, quota }: NewUser): User {
  const user: User = {
    ...{ id: idOf('usr', name), email, name, role, status: 'active', mustChangePassword: true, hasSecondFactor: false },
    quota: { limit: quota, used: 0 },
    createdAt: new Date().toISOString(),
  };
  world.users = [user, ...world.users];
  return user;
}

function checkLines(csv: string): ImportedRow[] {
  const lines = csv.trim().split('\n').slice(1);
  return lines.map((text, index) => {
    const [email = '', name = ''] = text.split(',').map((cell) => cell.trim());
    const row = { line: index + 2, email, name };
    if (!email.includes('@')) return { ...row, error: 'is not an e-mail address' };
    return { ...row, person: { email, name, role: 'user', quota: 3 } };
  });
}
