import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSlowly } from '@cloudapp/contracts/testing/raw-request';
import { boundedServer, listen, portOf } from './server.ts';

let server: Server;
beforeEach(async () => {
  server = await listen((_, response) => void response.end(), 0, '127.0.0.1');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('gives a request 20 seconds to arrive, and its headers ten', () => {
  expect([server.requestTimeout, server.headersTimeout]).toEqual([20_000, 10_000]);
});

it.each([
  ['headers', 'GET / HTTP/1.1\r\nX: '],
  ['body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n'],
])('ends a request whose %s never stops coming, and serves others meanwhile', async (_, beginning) => {
  const bounds = { requestTimeout: 400, headersTimeout: 300, connectionsCheckingInterval: 50 };
  const impatient = boundedServer((request, response) => {
    request.on('error', () => undefined);
    request.resume().on('end', () => response.end());
  }, bounds);
  await new Promise<void>((resolve) => impatient.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${portOf(impatient)}`;
  const slow = openSlowly(origin, beginning);
  slow.trickle(20);

  expect((await fetch(origin)).status).toBe(200);
  const { status, body } = await slow.answer;
  expect([status, JSON.parse(body)]).toMatchObject([408, { code: 'request-timeout' }]);
  slow.end();
  impatient.closeAllConnections();
  impatient.close();
});

describe('a request that is none', () => {
  it.each([
    ['ERR_HTTP_REQUEST_TIMEOUT', 408, 'request-timeout'],
    ['HPE_HEADER_OVERFLOW', 431, 'headers-too-large'],
    ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413, 'body-too-large'],
    ['HPE_INVALID_METHOD', 400, 'invalid-request'],
  ])('is told so after %s', async (code, status, problem) => {
    const connection = once(server, 'connection');
    const client = connect(portOf(server), '127.0.0.1');
    const [socket] = (await connection) as unknown[];

    server.emit('clientError', Object.assign(new Error('x'), { code }), socket);

    const [head = '', body = ''] = (await text(client)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`));
    expect(JSON.parse(body)).toMatchObject({ status, code: problem });
  });
});
