import { createUser, getUser, listUsers } from '@cloudapp/contracts/user';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActiveSession } from '../actor.ts';
import { createApplication } from '../application.ts';
import { createLogger } from '../logger.ts';
import { ProblemError } from '../problem-error.ts';
import { implement } from '../route.ts';
import { listen, portOf } from '../server.ts';

const origin = 'https://cloudapp.example';
const at = '2026-11-24T05:00:00.000Z';
const user = { id: `usr_${'0'.repeat(26)}`, email: 'ada@example.org', name: 'Ada' };
const handle = { sessionId: `ses_${'0'.repeat(26)}`, tokenHash: 'hash', signedInAt: at, provenAt: at, expiresAt: at };
const session = (role: 'user' | 'admin', mustChangePassword = false): ActiveSession => ({
  ...handle,
  user: { ...user, role, mustChangePassword },
});
const token = { user: 'u'.repeat(43), admin: 'a'.repeat(43), fresh: 'f'.repeat(43) };
const sessions = new Map([
  [token.user, session('user')],
  [token.admin, session('admin')],
  [token.fresh, session('admin', true)],
]);
const refuse = () => Promise.reject(new ProblemError('not-found'));

const log: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  const { listener } = createApplication({
    publicOrigin: origin,
    logger: createLogger('test', 'info', { write: (line) => void log.push(line) }),
    sessions: { authenticate: (wanted) => Promise.resolve(sessions.get(wanted)) },
    routes: [implement(listUsers, refuse), implement(createUser, refuse), implement(getUser, refuse)],
  });
  server = await listen(listener, 0, '127.0.0.1');
  url = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => server.close());

const cookie = (value: string) => `__Host-session=${value}`;
const asAdmin = { Cookie: cookie(token.admin), Origin: origin };

describe('the access log', () => {
  const path = '/api/users';
  const as = (whose: string) => ({ headers: { Cookie: cookie(whose), Origin: origin } });
  const change = (headers: Record<string, string>, body = '{}') => ({ method: 'POST', headers, body });
  it.each<[string, string, RequestInit, number, string?, string?]>([
    ['without a session', path, {}, 401, 'listUsers'],
    ['of an unknown session', path, as('x'.repeat(43)), 401, 'listUsers'],
    ['for the role', path, as(token.user), 403, 'listUsers', user.id],
    ['for a one-time password', path, as(token.fresh), 403, 'listUsers', user.id],
    ['without an origin', path, change({ Cookie: cookie(token.admin) }), 403, 'createUser', user.id],
    ['of another person’s page', path, change({ ...asAdmin, 'CloudApp-User': 'z' }), 409, 'createUser', user.id],
    ['of a body', path, change({ ...asAdmin, 'Content-Type': 'text/plain' }), 415, 'createUser', user.id],
    ['of what is not there', `${path}/usr_${'0'.repeat(25)}1`, as(token.admin), 404, 'getUser', user.id],
    ['of too large a body', path, change(asAdmin, ' '.repeat(1_000_000)), 413, 'createUser'],
    ['of another site', path, { headers: { ...asAdmin, Origin: 'https://evil.example' } }, 403],
    ['of a path that there is not', '/api/nothing', as(token.admin), 404],
  ])('has of a refusal %s its status, and route and person where they are known', async (...row) => {
    const [, asked, init, status, route, userId] = row;
    log.length = 0;

    await fetch(url + asked, init);

    const lines = log.map((text) => JSON.parse(text) as Record<string, unknown>).filter(({ msg }) => msg === 'request');
    const told = lines.map((line) => [line['path'], line['address'], line['status'], line['route'], line['userId']]);
    expect(told).toEqual([[asked, '127.0.0.1', status, route, userId]]);
  });
});
