import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { malformedTargets } from '@cloudapp/contracts/testing/malformed-targets';
import { sendRaw } from '@cloudapp/contracts/testing/raw-request';
import { guarded, type GuardOptions } from './guard.ts';

const servers: Server[] = [];
let seen: string[] = [];
let closed: number;
let page: number;

async function start(options: (port: number) => GuardOptions): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  server.on(
    'request',
    guarded(({ method = '', url = '' }, response) => {
      seen.push(`${method} ${url}`);
      response.end('done');
    }, options(port)),
  );
  servers.push(server);
  return port;
}

beforeAll(async () => {
  closed = await start(() => ({}));
  page = await start((port) => ({
    pageOrigins: [`http://127.0.0.1:${port}`],
    isPage: ({ url }) => url?.startsWith('/api') === false,
  }));
});

afterEach(() => {
  seen = [];
});

afterAll(() => {
  for (const server of servers) server.close();
});

async function ask(
  port: number,
  headers: Record<string, string>,
  method = 'GET',
  path = '/',
): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      answer.resume().once('end', () => {
        resolve(answer);
      });
    });
    asked.once('error', reject).end();
  });
}

const corsHeaders = (answer: IncomingMessage): string[] =>
  Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));

const foreign: [string, Record<string, string>, number][] = [
  ['another origin', { origin: 'https://evil.example' }, 403],
  ['the null origin', { origin: 'null' }, 403],
  ['a neighbour on another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }, 403],
  ['another site without its origin', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a name that leads here', { host: 'evil.example' }, 421],
  ['an address with another port', { host: '127.0.0.1:1' }, 421],
  ['an address without a port', { host: '127.0.0.1' }, 421],
  ['a name below localhost', { host: 'page.localhost' }, 421],
];

test.each(foreign)(
  'refuses %s at every port, whatever the method, without a word to other pages',
  async (_, headers, status) => {
    for (const port of [closed, page]) {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        const answer = await ask(port, headers, method);

        expect([method, answer.statusCode, corsHeaders(answer)]).toEqual([method, status, []]);
      }
    }
    expect(seen).toEqual([]);
  },
);

test.each([
  [{ 'sec-fetch-site': 'none' }],
  [{ 'sec-fetch-site': 'same-origin' }],
  [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
])('a port of no page refuses whatever comes from a browser: %j', async (headers) => {
  expect((await ask(closed, headers)).statusCode).toBe(403);
  expect(seen).toEqual([]);
});

test('our own processes are let in by address and by name', async () => {
  const byAddress = await ask(closed, {});
  const byName = await ask(closed, { host: `LOCALHOST:${closed}` }, 'POST');

  expect([byAddress.statusCode, byName.statusCode]).toEqual([200, 200]);
  expect([...corsHeaders(byAddress), ...corsHeaders(byName)]).toEqual([]);
});

test('the own page may ask for anything', async () => {
  const origin = `http://127.0.0.1:${page}`;

  expect((await ask(page, { origin, 'sec-fetch-site': 'same-origin' }, 'POST', '/api/x')).statusCode).toBe(200);
  expect((await ask(page, { 'sec-fetch-site': 'none' }, 'GET', '/api/x')).statusCode).toBe(200);
});

test('a link on another site opens a page, and nothing but a page', async () => {
  const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  expect((await ask(page, followed, 'GET', '/machines')).statusCode).toBe(200);
  expect((await ask(page, followed, 'GET', '/api/x')).statusCode).toBe(403);
  expect((await ask(page, followed, 'POST', '/machines')).statusCode).toBe(403);
  expect((await ask(page, { ...followed, 'sec-fetch-dest': 'iframe' }, 'GET', '/machines')).statusCode).toBe(403);
  expect((await ask(page, { ...followed, 'sec-fetch-mode': 'no-cors' }, 'GET', '/machines')).statusCode).toBe(403);
});

test.each(malformedTargets)('lets through no request for %j', async (target) => {
  const { status } = await sendRaw(
    `http://127.0.0.1:${closed}`,
    `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${closed}\r\nConnection: close\r\n\r\n`,
  );

  expect([status, seen]).toEqual([400, []]);
});

test.each(['127.0.0.1', 'evil.example'])('lets through no request that names a second host, %s', async (host) => {
  const own = `127.0.0.1:${closed}`;

  const { status } = await sendRaw(
    `http://${own}`,
    `GET / HTTP/1.1\r\nHost: ${own}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
  );

  expect([status, seen]).toEqual([421, []]);
});
