import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, portOf } from './server.ts';

let server: Server;
beforeEach(async () => {
  server = await listen((_, response) => void response.end(), 0, '127.0.0.1');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
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
