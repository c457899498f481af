import { getSession } from '@cloudapp/contracts/session';
import { createUser, getUser, listUsers } from '@cloudapp/contracts/user';
import { postBootEvent } from '@cloudapp/contracts/boot-event';
import { problemSchema } from '@cloudapp/contracts/problem';
import { request, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActiveSession } from './actor.ts';
import { createApplication } from './application.ts';
import { createLogger } from './logger.ts';
import { ProblemError } from './problem-error.ts';
import { implement } from './route.ts';
import { listen, portOf } from './server.ts';

const origin = 'https://cloudapp.example';
const at = '2026-11-24T05:00:00.000Z';
const user = {
  id: `usr_${'0'.repeat(26)}`,
  email: 'ada@example.org',
  name: 'Ada',
  role: 'user',
  status: 'active',
  mustChangePassword: false,
  hasSecondFactor: false,
  quota: { limit: 3, used: 0 },
  createdAt: at,
} as const;
const token = { user: 'u'.repeat(43), admin: 'a'.repeat(43), fresh: 'f'.repeat(43) };
const handle = { sessionId: `ses_${'0'.repeat(26)}`, tokenHash: 'hash', signedInAt: at, provenAt: at, expiresAt: at };
const invitation = { oneTimePassword: 'x', validUntil: at };
const session = (role: 'user' | 'admin', mustChangePassword = false): ActiveSession => ({
  ...handle,
  user: { id: user.id, email: user.email, name: user.name, role, mustChangePassword },
});
const sessions = new Map([
  [token.user, session('user')],
  [token.admin, session('admin')],
  [token.fresh, session('user', true)],
]);

const log: string[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  const application = createApplication({
    publicOrigin: origin,
    logger: createLogger('test', 'info', { write: (line) => void log.push(line) }),
    sessions: { authenticate: (wanted) => Promise.resolve(sessions.get(wanted)) },
    readiness: { broken: () => Promise.reject(new Error('down')) },
    routes: [
      implement(getSession, async ({ actor }) =>
        Promise.resolve({ user: actor.user, signedInAt: actor.signedInAt, expiresAt: at, mustChangePassword: false }),
      ),
      implement(createUser, async ({ body }) =>
        Promise.resolve({
          user: { ...user, email: body.email, secret: 'never sent' },
          ...invitation,
        }),
      ),
      implement(getUser, async ({ params }) => {
        if (params.id.endsWith('1')) throw new ProblemError('not-found');
        if (params.id.endsWith('2')) throw new Error('a secret detail');
        if (params.id.endsWith('3')) throw Object.assign(new Error('x'), { name: 'TimeoutError' });
        return Promise.resolve({ ...user, quota: { limit: -1, used: 0 } });
      }),
      implement(listUsers, async () => Promise.resolve({ items: [] })),
      implement(postBootEvent, async () => Promise.resolve()),
    ],
  });
  server = await listen(application.listener, 0, '127.0.0.1');
  url = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => server.close());

const cookie = (value: string) => `__Host-session=${value}`;
const asAdmin = { Cookie: cookie(token.admin), Origin: origin };

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return problemSchema.parse(await response.json());
}

async function post(body: string, headers: Record<string, string> = {}) {
  return fetch(`${url}/api/users`, {
    method: 'POST',
    headers: { ...asAdmin, 'Content-Type': 'application/json', ...headers },
    body,
  });
}

describe('a route', () => {
  it('answers with the status and the fields of its contract', async () => {
    const response = await post(JSON.stringify({ email: 'Grace@Example.org', name: 'Grace' }));

    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ user: { ...user, email: 'grace@example.org' }, ...invitation });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('names every wrong field by its JSON Pointer', async () => {
    const response = await post(JSON.stringify({ email: 'nobody', extra: 1, quota: 'many' }));

    const { code, errors = [] } = await problemOf(response);
    expect(response.status).toBe(400);
    expect(code).toBe('invalid-request');
    expect(errors.map((error) => error.pointer).sort()).toEqual(['/email', '/extra', '/name', '/quota']);
  });

  it.each([
    ['broken JSON', '{"email":', {}, 400],
    ['an empty body', '', {}, 400],
    ['a list', '[]', {}, 400],
    ['null', 'null', {}, 400],
    ['a __proto__ key', '{"email":"a@b.co","name":"A","__proto__":{"role":"admin"}}', {}, 400],
    ['a control character', JSON.stringify({ email: 'a@b.co', name: 'A\u0000' }), {}, 400],
    ['a lone surrogate', '{"email":"a@b.co","name":"A\\ud800"}', {}, 400],
    ['a lone surrogate in a key', '{"email":"a@b.co","name":"A","\\udfff":1}', {}, 400],
    ['a form', 'email=a', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['another charset', '{}', { 'Content-Type': 'application/json; charset=utf-16' }, 415],
    ['compression', '{}', { 'Content-Encoding': 'gzip' }, 415],
    ['1 MB', JSON.stringify({ name: 'a'.repeat(1_000_000) }), {}, 413],
  ])('refuses %s', async (_, body, headers, status) => {
    const response = await post(body, headers);

    expect(response.status).toBe(status);
    await problemOf(response);
  });

  it('refuses a body that is not UTF-8', async () => {
    const response = await fetch(`${url}/api/users`, {
      method: 'POST',
      headers: { ...asAdmin, 'Content-Type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });

    expect(response.status).toBe(400);
  });

  it('refuses a streamed body beyond its limit', async () => {
    const chunk = new Uint8Array(50_000).fill(0x61);
    const body = new ReadableStream({
      start(controller) {
        for (let count = 0; count < 10; count++) controller.enqueue(chunk);
        controller.close();
      },
    });

    const response = await fetch(`${url}/api/users`, {
      method: 'POST',
      headers: { ...asAdmin, 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
    });

    expect(response.status).toBe(413);
  });

  it('answers 500 without its cause when the answer breaks the contract', async () => {
    const response = await fetch(`${url}/api/users/usr_${'0'.repeat(26)}`, { headers: asAdmin });

    expect(response.status).toBe(500);
    expect((await problemOf(response)).detail).toBeUndefined();
    expect(log.join('')).toContain('getUser breaks its contract');
  });

  it.each([
    ['1', 404, 'not-found'],
    ['2', 500, 'internal-error'],
    ['3', 503, 'service-unavailable'],
  ])('turns what is thrown into a problem (%s)', async (last, status, code) => {
    const response = await fetch(`${url}/api/users/usr_${'0'.repeat(25)}${last}`, { headers: asAdmin });

    const text = await response.clone().text();
    expect(response.status).toBe(status);
    expect((await problemOf(response)).code).toBe(code);
    expect(text).not.toContain('secret detail');
  });
});

describe('callers', () => {
  it.each([
    ['nobody', {}, 401, 'session-required'],
    ['an unknown token', { Cookie: cookie('x'.repeat(43)) }, 401, 'session-required'],
    ['two tokens', { Cookie: `${cookie(token.admin)}; ${cookie(token.user)}` }, 401, 'session-required'],
    ['a malformed token', { Cookie: cookie('"><script>') }, 401, 'session-required'],
    ['a user', { Cookie: cookie(token.user) }, 403, 'administrator-required'],
    ['a user with a one-time password', { Cookie: cookie(token.fresh) }, 403, 'password-change-required'],
  ])('refuses %s on an administrator’s route', async (_, headers, status, code) => {
    const response = await fetch(`${url}/api/users`, { headers });

    expect(response.status).toBe(status);
    expect((await problemOf(response)).code).toBe(code);
  });

  it('lets a user with a one-time password see the session', async () => {
    const response = await fetch(`${url}/api/session`, { headers: { Cookie: cookie(token.fresh) } });

    expect(response.status).toBe(200);
  });

  it.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['the null origin', { Origin: 'null' }],
    ['our origin with a suffix', { Origin: `${origin}.evil.example` }],
    ['a cross-site request', { Origin: origin, 'Sec-Fetch-Site': 'cross-site' }],
  ])('refuses a change from %s', async (_, headers) => {
    const response = await post('{}', headers);

    expect(response.status).toBe(403);
    expect((await problemOf(response)).code).toBe('forbidden-origin');
  });

  it.each([
    ['the same person', user.id, 201],
    ['somebody else', `usr_${'z'.repeat(26)}`, 409],
  ])('asked by a page that shows %s', async (_, shown, status) => {
    expect((await post('{"email":"g@b.co","name":"Grace"}', { 'CloudApp-User': shown })).status).toBe(status);
  });

  it('refuses a change without an origin', async () => {
    const response = await fetch(`${url}/api/users`, { method: 'POST', headers: { Cookie: cookie(token.admin) } });

    expect((await problemOf(response)).code).toBe('forbidden-origin');
  });

  it('admits a machine by its bearer token alone', async () => {
    const path = `${url}/api/instances/mch_${'0'.repeat(26)}/boot-events`;
    const init = { method: 'POST', body: '{"type":"booted","boot":1,"sequence":1}' };
    const type = { 'Content-Type': 'application/json' };

    const without = await fetch(path, { ...init, headers: type });
    const withToken = await fetch(path, { ...init, headers: { ...type, Authorization: 'Bearer abc' } });

    expect((await problemOf(without)).code).toBe('machine-token-invalid');
    expect(withToken.status).toBe(204);
  });
});

describe('other sites', () => {
  // fetch allows no Host.
  const ask = async (path: string, headers: Record<string, string>, method = 'GET'): Promise<IncomingMessage> =>
    await new Promise((resolve, reject) => {
      const asked = request(url + path, { method, headers: { ...asAdmin, ...headers } }, (answer) => {
        answer.resume();
        resolve(answer);
      });
      asked.once('error', reject).end();
    });
  const corsHeaders = ({ headers }: IncomingMessage) =>
    Object.keys(headers).filter((name) => name.startsWith('access-control-'));

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['the null origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port or subdomain', { 'sec-fetch-site': 'same-site' }],
    ['a name that leads here', { host: 'evil.example' }],
    ['a name that leads here, with a port', { host: 'evil.example:8080' }],
    ['our name with another port', { host: 'cloudapp.example:8080' }],
    ['a name that ends like ours', { host: 'evil-cloudapp.example' }],
  ])('are refused whatever they ask: %s', async (_, headers) => {
    for (const path of ['/api/users', '/api/nothing', '/health/live', '/health/ready']) {
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
        const answer = await ask(path, headers, method);

        expect([path, method, answer.statusCode, corsHeaders(answer)]).toEqual([path, method, 403, []]);
      }
    }
  });

  it.each([
    ['our own name', { host: 'cloudapp.example' }],
    ['our own name in capitals', { host: 'CloudApp.Example' }],
    ['the address of a pod, as health checks use it', { host: '10.0.3.7:8080' }],
    ['an address without a port', { host: '10.0.3.7' }],
    ['an address of IPv6', { host: '[fd00::7]:8080' }],
    ['our own page', { origin, 'sec-fetch-site': 'same-origin' }],
    ['a typed address', { 'sec-fetch-site': 'none' }],
  ])('are not: %s', async (_, headers) => {
    expect((await ask('/api/users', headers)).statusCode).toBe(200);
    expect((await ask('/health/live', headers)).statusCode).toBe(200);
  });
});

describe('request targets', () => {
  it.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/', 404],
    ['PUT', '/api/users', 405],
    ['GET', '/api/users/%E0%A4%A', 400],
    ['GET', '/api/users/%00', 400],
    ['GET', '/api/users?limit=0', 400],
    ['GET', '/api/users?limit=1&limit=2', 400],
    ['GET', '/api/users?__proto__=1', 400],
    ['GET', '/api/users?search=%ff', 400],
    ['GET', `/api/users?cursor=${'a'.repeat(5000)}`, 414],
    ['GET', `/api/users?cursor=${'a'.repeat(20_000)}`, 431],
    ['GET', '/api/users/..%2f..%2fetc', 400],
    ['GET', '//api/users', 400],
  ])('answers %s %.60s with %i', async (method, path, status) => {
    const response = await fetch(url + path, { method, headers: asAdmin });

    expect(response.status).toBe(status);
    await problemOf(response);
  });

  it('says which methods a path has', async () => {
    const wrong = await fetch(`${url}/api/users`, { method: 'DELETE' });
    const options = await fetch(`${url}/api/users`, { method: 'OPTIONS' });

    expect(wrong.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'OPTIONS', 'POST']);
    expect(options.status).toBe(204);
  });

  it('answers HEAD as GET without the body', async () => {
    const response = await fetch(`${url}/api/users`, { method: 'HEAD', headers: asAdmin });

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

describe('health', () => {
  it('is live whatever else is broken, and ready only when nothing is', async () => {
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'not-ready', failing: ['broken'] });
  });
});

describe('the log', () => {
  it('has a line for each answer and neither cookies nor queries', async () => {
    log.length = 0;

    await fetch(`${url}/api/users?search=private`, { headers: { ...asAdmin, 'X-Request-Id': 'request-12345' } });

    expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({
      requestId: 'request-12345',
      method: 'GET',
      path: '/api/users',
      route: 'listUsers',
      status: 200,
    });
    expect(log.join('')).not.toMatch(/private|aaaaaaaaaa/);
  });
});
