import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { InternetReader } from './internet-reader.ts';
import { ReachableAddresses, type Resolve } from './reachable-addresses.ts';

const mostBytes = 4096;
const here = ['127.0.0.1/32'];
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A site on this computer, at its address, and what it was asked for. */
async function givenSite(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { asked, port: (server.address() as AddressInfo).port };
}

interface Setting {
  readonly allowed?: readonly string[];
  readonly milliseconds?: number;
  readonly resolve?: Resolve;
}

async function read(address: string, { allowed = here, milliseconds = 10_000, resolve }: Setting = {}) {
  const reader = new InternetReader(new ReachableAddresses(allowed, resolve), { mostBytes, milliseconds });
  const result = await reader.read(address, 'text/calendar');
  return 'fault' in result ? result : { text: Buffer.from(result.bytes).toString() };
}

const at = (port: number, path = '/') => `http://127.0.0.1:${port}${path}`;

describe('reading from the internet', () => {
  it('gives the bytes, and says what it would like and nothing of whom it is for', async () => {
    let headers = {};
    const { port } = await givenSite((request, response) => {
      ({ headers } = request);
      response.end('Zoë');
    });

    expect(await read(at(port, '/a?key=1'))).toEqual({ text: 'Zoë' });
    expect(headers).toEqual({
      accept: 'text/calendar',
      'accept-encoding': 'identity',
      'user-agent': 'CloudApp',
      connection: 'close',
      host: `127.0.0.1:${port}`,
    });
  });

  it.each([204, 304, 403, 404, 500])('takes nothing that comes with status %i', async (status) => {
    const { port } = await givenSite((_request, response) => response.writeHead(status).end());

    expect(await read(at(port))).toEqual({ fault: `It answers with status ${status}` });
  });

  it('connects to nothing that is not on the internet, however it is named', async () => {
    const { asked, port } = await givenSite((_request, response) => response.end('a secret of inside'));

    for (const host of ['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]']) {
      expect(await read(`http://${host}:${port}/`, { allowed: [] })).toEqual({
        fault: 'The address is not on the internet',
      });
    }
    expect(asked).toEqual([]);
  });

  it('is not led elsewhere by a name that has another address a moment later', async () => {
    const { asked, port } = await givenSite((_request, response) => response.end());
    const answers = ['127.0.0.2', '127.0.0.1'];
    const setting = {
      allowed: ['127.0.0.2/32'],
      resolve: () => Promise.resolve([{ address: answers.shift() ?? '127.0.0.1', family: 4 }]),
    };

    // The name leads to what was checked, where nothing answers; asked again, to what may not be reached.
    expect(await read(`http://rebinding.example:${port}/`, setting)).toEqual({ fault: 'Nothing answers there' });
    expect(await read(`http://rebinding.example:${port}/`, setting)).toEqual({
      fault: 'The address is not on the internet',
    });
    expect(asked).toEqual([]);
  });
});

describe('an address that leads elsewhere', () => {
  it('is followed, three times at most', async () => {
    const { asked, port } = await givenSite(({ url }, response) => {
      const left = Number(url?.slice(1));
      if (left === 0) response.end('there');
      else response.writeHead(302, { Location: `/${left - 1}` }).end();
    });

    expect(await read(at(port, '/3'))).toEqual({ text: 'there' });
    expect(await read(at(port, '/4'))).toEqual({ fault: 'It leads elsewhere more than 3 times' });
    expect(asked).toEqual(['/3', '/2', '/1', '/0', '/4', '/3', '/2', '/1']);
  });

  it.each(['127.0.0.2', '169.254.169.254', '10.0.0.1', '[::1]', 'inside.example'])(
    'is not followed to %s, which is not on the internet',
    async (host) => {
      const { port } = await givenSite((_request, response) =>
        response.writeHead(307, { Location: `http://${host}/` }).end(),
      );
      const resolve = () => Promise.resolve([{ address: '192.168.0.1', family: 4 }]);

      expect(await read(at(port), { resolve })).toEqual({ fault: 'The address is not on the internet' });
    },
  );

  it.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'data:text/calendar,x', 'http://', ''])(
    'is not followed to “%s”',
    async (location) => {
      const { port } = await givenSite((_request, response) => response.writeHead(301, { Location: location }).end());
      const { fault } = (await read(at(port))) as { fault?: string };

      // Nothing at all leads to the address itself.
      expect(fault).toBe(
        location === '' ? 'It leads elsewhere more than 3 times' : 'It leads to what is no https address',
      );
    },
  );
});

describe('what an address gives', () => {
  it('has a bound, which ends the reading', async () => {
    let sent = 0;
    const { port } = await givenSite((_request, response) => {
      const write = (): void => {
        sent += 65_536;
        if (!response.destroyed) response.write('x'.repeat(65_536), write);
      };
      write();
    });

    expect(await read(at(port))).toEqual({ fault: 'It has more than 4 KB' });
    // What fills the buffers on the way, and no gigabytes.
    expect(sent).toBeLessThan(50_000_000);
  });

  it('may be packed, and has the same bound then', async () => {
    const packed = async (bytes: Buffer, encoding = 'gzip') => {
      const { port } = await givenSite((_request, response) =>
        response.writeHead(200, { 'Content-Encoding': encoding }).end(bytes),
      );
      return await read(at(port));
    };

    expect(await packed(gzipSync('days'))).toEqual({ text: 'days' });
    // A thousand times larger than what arrives.
    expect(await packed(gzipSync(Buffer.alloc(3_000_000)))).toEqual({ fault: 'It has more than 4 KB' });
    expect(await packed(Buffer.from('days'))).toEqual({ fault: 'It cannot be unpacked' });
    expect(await packed(Buffer.from('days'), 'br')).toEqual({ fault: 'It is packed in an unknown way' });
  });

  it('has one time for all of it, also where it comes drop by drop or leads on and on', async () => {
    const silent = await givenSite(() => undefined);
    const dripping = await givenSite((_request, response) => {
      response.write('BEGIN:');
    });
    const leading = await givenSite((_request, response) => {
      setTimeout(() => response.writeHead(302, { Location: at(silent.port) }).end(), 50);
    });

    for (const { port } of [silent, dripping, leading]) {
      expect(await read(at(port), { milliseconds: 300 })).toEqual({ fault: 'No answer within 0.3 seconds' });
    }
  });

  it('is nothing where nobody answers, or no TLS', async () => {
    const { port } = await givenSite((_request, response) => response.end());

    expect(await read(`https://127.0.0.1:${port}/`)).toEqual({ fault: 'It does not speak TLS' });
    expect(await read('http://127.0.0.1:1/')).toEqual({ fault: 'Nothing answers there' });
  });
});
