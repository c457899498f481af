import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpPoster } from './http-poster.ts';
import { ReachableAddresses } from '@cloudapp/service-kit/internet/reachable-addresses';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A receiver on this computer. */
async function givenReceiver(answer: RequestListener) {
  const requests: { method: string | undefined; url: string | undefined; headers: object; body: string }[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      requests.push({ method: request.method, url: request.url, headers: request.headers, body });
      answer(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { requests, port: (server.address() as AddressInfo).port };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

const here = ['127.0.0.0/8'];
const post = (address: string, { allowed = here, milliseconds = 5000 } = {}) =>
  new HttpPoster(new ReachableAddresses(allowed), milliseconds).post(
    address,
    { 'Content-Type': 'application/json', 'webhook-id': 'whk_1' },
    '{"type":"test","name":"Zoë"}',
  );

describe('posting', () => {
  it('brings headers and body, and says what was answered', async () => {
    const { requests, port } = await givenReceiver((_request, response) => response.writeHead(204).end());

    expect(await post(`http://127.0.0.1:${port}/hook?key=1`)).toEqual({ status: 204 });
    expect(requests).toMatchObject([
      {
        method: 'POST',
        url: '/hook?key=1',
        headers: { 'content-type': 'application/json', 'webhook-id': 'whk_1' },
        body: '{"type":"test","name":"Zoë"}',
      },
    ]);
  });

  it.each([400, 410, 429, 500])('counts %i as not taken, and tells nothing that the receiver wrote', async (status) => {
    const { port } = await givenReceiver((_request, response) => response.writeHead(status).end('a secret of inside'));

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status, fault: 'It did not take it' });
  });

  it('follows no redirect', async () => {
    const inside = await givenReceiver((_request, response) => response.end());
    const { port } = await givenReceiver((_request, response) =>
      response.writeHead(307, { Location: `http://127.0.0.1:${inside.port}/` }).end(),
    );

    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 307, fault: expect.any(String) as string });
    expect(inside.requests).toEqual([]);
  });

  it('waits for no answer longer than it should, also where one has begun', async () => {
    const silent = await givenReceiver(() => undefined);
    const dripping = await givenReceiver((_request, response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\nX-Slow: ');
    });

    for (const { port } of [silent, dripping]) {
      expect(await post(`http://127.0.0.1:${port}/`, { milliseconds: 200 })).toEqual({
        fault: 'No answer within 5 seconds',
      });
    }
  });

  it('does not read an answer that never ends', async () => {
    const { port } = await givenReceiver((_request, response) => {
      response.writeHead(200);
      const write = (): boolean => !response.destroyed && response.write('x'.repeat(65_536), write);
      write();
    });

    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({ status: 200 });
  });

  it('connects to nothing that is not on the internet, unless its network is allowed', async () => {
    const { requests, port } = await givenReceiver((_request, response) => response.end());

    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]']) {
      expect(await post(`http://${host}:${port}/`, { allowed: [] })).toEqual({
        fault: 'The address is not on the internet',
      });
    }
    expect(requests).toEqual([]);
  });

  it('is not led elsewhere by a name that has another address a moment later', async () => {
    const { requests, port } = await givenReceiver((_request, response) => response.end());
    const answers = ['127.0.0.2', '127.0.0.1'];
    const rebinding = new ReachableAddresses(['127.0.0.2/32'], () =>
      Promise.resolve([{ address: answers.shift() ?? '127.0.0.1', family: 4 }]),
    );

    const first = await new HttpPoster(rebinding, 300).post(`http://rebinding.example:${port}/`, {}, '');
    const second = await new HttpPoster(rebinding, 300).post(`http://rebinding.example:${port}/`, {}, '');

    expect(first.fault).toBeDefined();
    expect(second).toEqual({ fault: 'The address is not on the internet' });
    expect(requests).toEqual([]);
  });

  it('says why it came to nothing', async () => {
    const { port } = await givenReceiver((_request, response) => response.end());
    const unknown = new ReachableAddresses([], () =>
      Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
    );

    expect(await post(`https://127.0.0.1:${port}/`)).toEqual({ fault: 'It does not speak TLS' });
    expect(await post('http://127.0.0.1:1/')).toEqual({ fault: 'Nothing answers there' });
    expect(await new HttpPoster(unknown).post('https://missing.example/', {}, '')).toEqual({
      fault: 'The name is not known',
    });
  });
});
