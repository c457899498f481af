import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { runSmokeTest } from './run-smoke-test.ts';

let server: Server;
afterEach(() => {
  server.close();
});

/** Serves what a test says, else what a deployed environment answers. */
async function start(answer: (url: string, answered: ServerResponse) => boolean): Promise<string> {
  server = createServer(({ url = '' }: IncomingMessage, answered) => {
    if (answer(url, answered)) return;
    if (url === '/') answered.end('<title>CloudApp</title>');
    else if (url === '/api/openapi.json') answered.end('{"openapi":"3.1.0"}');
    else if (url === '/api/auth/login') answered.writeHead(401).end('{"code":"authentication-error"}');
    else answered.writeHead(401).end('{"code":"session-required"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const tries = { retries: 3, minTimeout: 1 };

it('holds for a product that answers as it should', async () => {
  const lines: string[] = [];

  const failed = await runSmokeTest(await start(() => false), (line) => lines.push(line), tries);

  expect(failed).toBe(0);
  expect(lines).toHaveLength(6);
});

it('waits for a product that is not there yet', async () => {
  let refused = 0;
  const origin = await start((_url, answered) => {
    if (refused === 3) return false;
    refused += 1;
    answered.writeHead(503).end();
    return true;
  });

  expect(await runSmokeTest(origin, () => undefined, tries)).toBe(0);
});

it('waits for a name that does not resolve or a port that nobody listens on, but not for ever', async () => {
  const origin = await start(() => false);
  server.close();
  await once(server, 'close');
  const lines: string[] = [];

  expect(await runSmokeTest(origin, (line) => lines.push(line), tries)).toBe(6);
  expect(lines[0]).toMatch(/^FAIL GET \/ /);
});

it('names what answers otherwise', async () => {
  const lines: string[] = [];
  const origin = await start((url, answered) => {
    if (url !== '/api/audit') return false;
    answered.end('everything');
    return true;
  });

  expect(await runSmokeTest(origin, (line) => lines.push(line), tries)).toBe(1);
  expect(lines).toContain('FAIL GET /api/audit answered 200, not 401');
});

it('tells a refusal at the edge from one of the product', async () => {
  const lines: string[] = [];
  const origin = await start((_url, answered) => {
    answered.writeHead(403).end('<html>Request blocked.</html>');
    return true;
  });

  expect(await runSmokeTest(origin, (line) => lines.push(line), tries)).toBe(6);
  expect(lines[0]).toContain('refuses this computer');
});
