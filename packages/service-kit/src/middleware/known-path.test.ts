import { getUser, importUsers } from '@cloudapp/contracts/user';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActiveSession } from '../actor.ts';
import { createApplication } from '../application.ts';
import { createLogger } from '../logger.ts';
import { ProblemError } from '../problem-error.ts';
import { implement, type Route } from '../route.ts';
import { serve } from '../testing/serve.ts';

const at = '2026-11-24T05:00:00.000Z';
const admin: ActiveSession = {
  ...{ sessionId: `ses_${'0'.repeat(26)}`, tokenHash: 'hash', signedInAt: at, provenAt: at, expiresAt: at },
  user: { id: 'usr_1', email: 'ada@example.org', name: 'Ada', role: 'admin', mustChangePassword: false },
};
const asAdmin = { headers: { Cookie: `__Host-session=${'a'.repeat(43)}` } };
const askedFor: string[] = [];
const getAnyUser = implement(getUser, ({ params }) => {
  askedFor.push(params.id);
  return Promise.reject(new ProblemError('not-found'));
});

let url: string;
let stop: () => void;

function applicationWith(...routes: Route[]) {
  return createApplication({
    publicOrigin: 'https://cloudapp.example',
    logger: createLogger('test', 'silent'),
    sessions: { authenticate: () => Promise.resolve(admin) },
    routes,
  });
}

beforeAll(async () => {
  const { listener } = applicationWith(
    getAnyUser,
    implement(importUsers, () => Promise.reject(new Error('not asked for'))),
  );
  ({ url, stop } = await serve(listener));
});
afterAll(() => {
  stop();
});

describe('Allow', () => {
  it.each([
    ['/api/users/import', 'POST, OPTIONS'],
    [`/api/users/usr_${'0'.repeat(26)}`, 'GET, HEAD, OPTIONS'],
  ])('names the methods of %s and no others', async (path, methods) => {
    const options = await fetch(url + path, { method: 'OPTIONS' });
    const other = await fetch(url + path, { method: 'DELETE' });

    expect([options.status, options.headers.get('allow')]).toEqual([204, methods]);
    expect([other.status, other.headers.get('allow')]).toEqual([405, methods]);
  });
});

describe('a path that has a name of its own', () => {
  it('is taken for no id', async () => {
    expect((await fetch(`${url}/api/users/import`)).status).toBe(405);
  });
});

describe('a path that nobody has', () => {
  it.each(['/api', '/api/', '/api/users/', '/api/users/a/b'])('%s is not found', async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });
});

describe('a path with an id', () => {
  const id = `usr_${'0'.repeat(26)}`;

  it.each(['GET', 'HEAD'])('hands the id on for %s, decoded', async (method) => {
    askedFor.length = 0;

    await fetch(`${url}/api/users/%75sr_${'0'.repeat(26)}`, { method, ...asAdmin });

    expect(askedFor).toEqual([id]);
  });

  it('is nobody’s when nothing stands in its place', async () => {
    expect((await fetch(`${url}/api/users/`, asAdmin)).status).toBe(404);
  });
});

describe('a service', () => {
  it('has one answer for a route', () => {
    expect(() => applicationWith(getAnyUser, getAnyUser)).toThrow('implemented twice');
  });
});
