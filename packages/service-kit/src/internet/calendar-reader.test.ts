import { maxCalendarBytes } from '@cloudapp/contracts/hours-routes';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { CalendarReader } from './calendar-reader.ts';

it('a calendar may be as large as one that is sent, and lies on the internet', async () => {
  const server = createServer(({ url, headers }, response) => {
    expect(headers.accept).toMatch(/^text\/calendar/);
    response.end(Buffer.alloc(maxCalendarBytes + Number(url?.slice(1)), 'A'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const read = async (path: string, allowed: readonly string[]) =>
    await new CalendarReader(allowed).read(address + path);

  const [fits, beyond] = [await read('/0', ['127.0.0.0/8']), await read('/1', ['127.0.0.0/8'])];

  expect('bytes' in fits && fits.bytes.length).toBe(maxCalendarBytes);
  expect(beyond).toEqual({ fault: 'It has more than 256 KB' });
  expect(await read('/0', [])).toEqual({ fault: 'The address is not on the internet' });
  server.close();
});
