import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routes } from '@cloudapp/contracts/api';
import { expect, it, onTestFinished } from 'vitest';
import { frontDoor } from './front-door.ts';

/** A front door before a product that answers everything with 204. */
async function openDoor(): Promise<string> {
  const listen = async (listener: RequestListener) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const product = await listen((_request, response) => void response.writeHead(204).end());
  return `http://127.0.0.1:${await listen(frontDoor(product))}`;
}

const reports = routes.filter(({ caller }) => caller === 'machine').map(({ path }) => path.replace(':id', 'mch_1'));

it('lets machines report whatever there is to be reported', async () => {
  const door = await openDoor();

  for (const path of reports) {
    expect([path, (await fetch(`${door}/api${path}`, { method: 'POST', body: '{}' })).status]).toEqual([path, 204]);
  }
  expect(reports).toContain('/instances/mch_1/usage-reports');
});

it.each([
  ['GET', '/api/instances/mch_1/boot-events'],
  ['POST', '/api/instances/mch_1/stop'],
  ['POST', '/api/instances/mch_1/boot-events/more'],
  ['POST', '/api/other/mch_1/boot-events'],
  ['POST', '/api/instances/mch_1/x/boot-events'],
])('has nothing at %s %s', async (method, path) => {
  expect((await fetch(`${await openDoor()}${path}`, { method })).status).toBe(404);
});
