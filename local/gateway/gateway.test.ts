import { routes } from '@cloudapp/contracts/api';
import type { Answerer } from '@cloudapp/contracts/route';
import { forEachService } from '@cloudapp/contracts/service';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { malformedTargets } from '@cloudapp/contracts/testing/malformed-targets';
import { openSlowly, sendRaw } from '@cloudapp/contracts/testing/raw-request';
import { startGateway, type Gateway } from './gateway.ts';

interface Echo {
  service: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

let gateway: Gateway;
let directory: string;
let upstreams: Record<Answerer, string>;
const servers: Server[] = [];

async function upstream(service: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/api/stats/slow') return; // never answers
    void text(request).then((body) => {
      const { method, url, headers } = request;
      response.writeHead(200, {
        'content-type': 'application/json',
        'set-cookie': ['a=1', 'b=2'],
        ...(service === 'sign-in' && { 'device-cookie': 'c=3; Path=/' }),
      });
      response.end(JSON.stringify({ service, method, url, headers, body, names: request.rawHeaders }));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cloudapp-site-'));
  await mkdir(join(directory, 'assets'));
  await mkdir(join(directory, 'api'));
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>CloudApp</title>');
  await writeFile(join(directory, 'assets', 'main-abc123.js'), 'export {}');
  await writeFile(join(directory, 'api', 'openapi.json'), '{"openapi":"3.1.0"}');
  upstreams = {
    ...forEachService(() => ''),
    'sign-in': await upstream('sign-in'),
    'create-user': await upstream('create-user'),
    'provision-instance': 'http://127.0.0.1:1',
    'view-stats': await upstream('view-stats'),
  };
  gateway = await startGateway({ port: 0, siteDirectory: directory, upstreams });
});

afterAll(async () => {
  await gateway.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(directory, { recursive: true, force: true });
});

const get = async (path: string, init: RequestInit = {}): Promise<Response> => await fetch(gateway.url + path, init);
const echo = async (path: string, init: RequestInit = {}): Promise<Echo> =>
  (await (await get(path, init)).json()) as Echo;

describe('routing', () => {
  test.each([
    ['/api/auth/login', 'sign-in'],
    ['/api/users', 'create-user'],
    ['/api/users/u-1?x=1', 'create-user'],
    ['/api/session', 'create-user'],
    ['/api/me/password', 'create-user'],
    ['/api/stats/overview', 'view-stats'],
    ['/api/audit', 'view-stats'],
  ])('%s goes to %s with its path and query', async (path, service) => {
    expect(await echo(path)).toMatchObject({ service, url: path });
  });

  test.each(['/api', '/api/', '/api/nothing', '/api/usersX', '/api/__proto__', '/api/%75sers'])(
    '%s is answered by nobody',
    async (path) => {
      const response = await get(path);

      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    },
  );

  test('hands on method, body and several cookies', async () => {
    const response = await get('/api/users', {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });

    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  test('says itself where a request comes from, whatever the client says', async () => {
    const { headers } = await echo('/api/users', {
      headers: {
        'cloudfront-viewer-address': '8.8.8.8:443',
        'x-forwarded-for': '8.8.8.8',
        'x-real-ip': '8.8.8.8',
        forwarded: 'for=8.8.8.8',
      },
    });

    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(JSON.stringify(headers)).not.toContain('8.8.8.8');
  });

  test('keeps the query of a sign-in to itself, and hands on others', async () => {
    const signIn = await echo('/api/auth/login?X-Forwarded-For=203.0.113.77', { method: 'POST', body: '{}' });

    expect(signIn.url).toBe('/api/auth/login');
    expect((await echo('/api/users?a=1')).url).toBe('/api/users?a=1');
  });

  test('refuses a sign-in without a body before anything behind is asked', async () => {
    const response = await fetch(`${gateway.url}/api/auth/login`, { method: 'POST' });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid-request' });
  });

  test('hands sign-in the headers that its templates look for under their names, and its second cookie to the browser', async () => {
    const response = await fetch(`${gateway.url}/api/auth/login`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: 'd=4',
        origin: gateway.url,
        'sec-fetch-site': 'same-origin',
      },
      body: '{}',
    });

    const { names } = (await response.json()) as { names: string[] };
    expect(names).toEqual(expect.arrayContaining(['Content-Type', 'Cookie', 'Origin', 'Sec-Fetch-Site']));
    expect(names).not.toContain('cookie');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2', 'c=3; Path=/']);
    expect(response.headers.get('device-cookie')).toBeNull();
  });

  test('another host name is refused', async () => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(`${gateway.url}/`, { headers: { host: 'evil.example' } }, resolve)
        .once('error', reject)
        .end();
    });
    response.resume();

    expect(response.statusCode).toBe(421);
  });

  test('services are told the name that people use, API Gateway its own', async () => {
    const { host } = new URL(gateway.url);

    expect((await echo('/api/users')).headers['host']).toBe(host);
    expect((await echo('/api/auth/login')).headers['host']).not.toBe(host);
  });

  test('the pages are there by name and by address, and are the same to the services', async () => {
    const byAddress = gateway.url.replace('localhost', '127.0.0.1');
    const page = await fetch(`${byAddress}/machines?x=1`, { redirect: 'manual' });
    const asked = await fetch(`${byAddress}/api/users`, { headers: { Origin: byAddress } });
    const { headers } = (await asked.json()) as Echo;

    expect(page.status).toBe(200);
    expect(headers).toMatchObject({ host: new URL(gateway.url).host, origin: gateway.url });
  });
});

describe('other sites', () => {
  const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  // fetch sets Sec-Fetch-Mode itself.
  const open = async (path: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> =>
    await new Promise((resolve, reject) => {
      httpRequest(gateway.url + path, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });

  test.each(['/', '/machines/i-1', '/api/docs/missing', '/api/openapi.json'])('may link to %s', async (path) => {
    expect(await open(path, followed)).not.toBe(403);
  });

  test.each([
    ['call the API by a link', '/api/users', followed, 'GET'],
    ['send a form', '/', { ...followed, origin: 'https://evil.example' }, 'POST'],
    ['send a form to the API', '/api/users', { origin: 'https://evil.example' }, 'POST'],
    ['send a form from nowhere', '/api/users', { origin: 'null' }, 'POST'],
    ['put the page into theirs', '/', { ...followed, 'sec-fetch-dest': 'iframe' }, 'GET'],
    ['take a script', '/assets/main-abc123.js', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 'GET'],
    ['ask beforehand', '/api/users', { origin: 'https://evil.example' }, 'OPTIONS'],
    ['ask from another port', '/api/users', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }, 'GET'],
  ])('may not %s', async (_, path, headers, method) => {
    expect(await open(path, headers, method)).toBe(403);
  });

  test('are not what the own page is', async () => {
    const own = { origin: gateway.url, 'sec-fetch-site': 'same-origin' };

    expect(await open('/api/users', own, 'POST')).toBe(200);
  });
});

describe('trouble', () => {
  test('a service that is down is a 503 problem', async () => {
    const response = await get('/api/instances');

    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'service-unavailable' });
  });

  test('a service that does not answer in time is a 503 problem', async () => {
    const impatient = await startGateway({
      port: 0,
      siteDirectory: directory,
      upstreams,
      upstreamTimeoutMilliseconds: 100,
    });

    const response = await fetch(`${impatient.url}/api/stats/slow`);

    expect(response.status).toBe(503);
    await response.body?.cancel();
    await impatient.close();
  });

  test('the largest body that a route takes comes through', async () => {
    const largest = Math.max(...routes.map(({ maxBodyBytes = 0 }) => maxBodyBytes));
    const response = await get('/api/users', { method: 'POST', body: 'x'.repeat(largest) });

    expect(response.status).toBe(200);
    await response.body?.cancel();
  });

  test('a body over the limit is a 413 problem', async () => {
    const response = await get('/api/users', { method: 'POST', body: 'x'.repeat(524_289) });

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'body-too-large' });
  });

  test('a body over the limit without a length is cut off too', async () => {
    // Eight times the limit, and then an end: without one, the answer at times left it going until memory was full.
    const chunks = new Blob([new Uint8Array(8 * 524_288)]).stream();
    const answer = get('/api/users', { method: 'POST', body: chunks, duplex: 'half' } as RequestInit);

    await expect(answer.then(({ status }) => status).catch(() => 413)).resolves.toBe(413);
  });

  test('a body that never stops coming is a 408 problem, and others are served meanwhile', async () => {
    const bounds = { requestTimeout: 400, headersTimeout: 300, connectionsCheckingInterval: 50 };
    const impatient = await startGateway({ port: 0, siteDirectory: directory, upstreams, bounds });
    const { host } = new URL(impatient.url);
    const slow = openSlowly(impatient.url, `POST /api/users HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 9999\r\n\r\n`);
    slow.trickle(20);

    expect((await fetch(`${impatient.url}/api/users`)).status).toBe(200);
    const { status, body } = await slow.answer;
    expect([status, JSON.parse(body)]).toMatchObject([408, { code: 'request-timeout' }]);
    slow.end();
    await impatient.close();
  });

  test.each(malformedTargets)('the target %j is a 400 problem', async (target) => {
    const { host } = new URL(gateway.url);
    const { status, headers, body } = await sendRaw(
      gateway.url,
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );

    expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(JSON.parse(body)).toMatchObject({ code: 'invalid-request', status: 400 });
  });

  test('nonsense instead of HTTP does not end it', async () => {
    const { port } = new URL(gateway.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end('\u0000\u0001 nonsense\r\n\r\n'));
      socket.once('close', () => {
        resolve();
      });
      socket.resume();
    });

    expect((await get('/')).status).toBe(200);
  });
});

describe('the site', () => {
  test('hashed files are kept, pages are asked for again', async () => {
    const asset = await get('/assets/main-abc123.js');
    const page = await get('/machines/i-1');

    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('CloudApp');
    await asset.body?.cancel();
  });

  test('security headers are on every answer', async () => {
    for (const path of ['/', '/assets/main-abc123.js', '/api/openapi.json', '/api/users', '/api/nothing']) {
      const response = await get(path);
      await response.body?.cancel();

      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('the OpenAPI document is part of it', async () => {
    expect(await (await get('/api/openapi.json')).json()).toEqual({ openapi: '3.1.0' });
  });

  test.each(['/assets/missing.js', '/api/docs/missing.js'])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('nothing outside its folder is served', async () => {
    expect(await (await get('/..%2f..%2f..%2fetc%2fpasswd')).text()).toContain('CloudApp');
  });

  test('takes GET and HEAD only', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405);
    expect((await get('/', { method: 'HEAD' })).status).toBe(200);
  });
});
