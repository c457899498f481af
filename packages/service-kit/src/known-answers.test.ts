import { createUser, listUsers } from '@cloudapp/contracts/user';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from './application.ts';
import { createLogger } from './logger.ts';
import { implement } from './route.ts';
import { listen, portOf } from './server.ts';

const origin = 'https://cloudapp.example';
const at = '2026-11-24T05:00:00.000Z';
const person = {
  id: `usr_${'0'.repeat(26)}`,
  email: 'ada@example.org',
  name: 'Ada',
  mustChangePassword: false,
  hasSecondFactor: false,
};
const handle = { sessionId: `ses_${'0'.repeat(26)}`, tokenHash: 'hash', signedInAt: at, provenAt: at, expiresAt: at };
const sessionOf = (role: 'user' | 'admin') => ({ ...handle, user: { ...person, role } });
const sessions = new Map([
  ['a'.repeat(43), sessionOf('admin')],
  ['u'.repeat(43), sessionOf('user')],
]);
const cookieOf = (letter: string) => `__Host-session=${letter.repeat(43)}`;

let server: Server;
let url: string;

beforeAll(async () => {
  const quota = { limit: 3, used: 0 };
  const application = createApplication({
    publicOrigin: origin,
    logger: createLogger('test', 'silent'),
    sessions: { authenticate: (token) => Promise.resolve(sessions.get(token)) },
    routes: [
      implement(listUsers, async () => Promise.resolve({ items: [] })),
      implement(createUser, async ({ body: { email } }) => {
        const user = { ...person, email, role: 'user', status: 'active', quota, createdAt: at } as const;
        return Promise.resolve({ user, oneTimePassword: 'x', validUntil: at });
      }),
    ],
  });
  server = await listen(application.listener, 0, '127.0.0.1');
  url = `http://127.0.0.1:${portOf(server)}/api/users`;
});
afterAll(() => server.close());

const ask = async (headers: Record<string, string> = {}, init: RequestInit = {}) =>
  await fetch(url, { ...init, headers: { Cookie: cookieOf('a'), Origin: origin, ...headers } });

describe('an answer that is known', () => {
  it('is not sent again to who names its tag, also with what browsers add to that', async () => {
    const first = await ask();
    const tag = first.headers.get('etag') ?? '';

    for (const method of ['GET', 'HEAD']) {
      const again = await ask({ 'If-None-Match': tag, 'Cache-Control': 'no-cache' }, { method });

      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
      expect(again.headers.get('etag')).toBe(tag);
      expect(again.headers.get('cache-control')).toBe('no-store');
      expect(again.headers.get('content-type')).toBeNull();
    }
  });

  it('is sent to who names another', async () => {
    const answer = await ask({ 'If-None-Match': 'W/"other"' });

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ items: [] });
  });

  it('is refused like any other to who may not have it', async () => {
    const tag = (await ask()).headers.get('etag') ?? '';

    expect((await ask({ Cookie: '', 'If-None-Match': tag })).status).toBe(401);
    expect((await ask({ Cookie: cookieOf('u'), 'If-None-Match': '*' })).status).toBe(403);
  });

  it('is none where something is changed: no tag, and no attention to one', async () => {
    const body = '{"email":"g@b.co","name":"Grace"}';
    const answer = await ask({ 'If-None-Match': '*', 'Content-Type': 'application/json' }, { method: 'POST', body });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBeNull();
  });
});
