import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MachineSpec } from '../../machine-backend.ts';
import { sampleMachine } from '../../testing/sample-machine.ts';
import { metadataServer } from './metadata-server.ts';
import { Tokens } from './tokens.ts';

const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const machine = sampleMachine({
  instanceId: 'i-0000000000000a11e',
  privateAddress: '10.41.32.10',
  publicAddress: '127.20.1.2',
  userData: Buffer.from([0x1f, 0x8b, 0xff]),
});
let server: Server;
let url = '';
let now = 0;
let asking: MachineSpec | undefined;

beforeAll(async () => {
  server = createServer(metadataServer(() => asking, new Tokens(() => now)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asking = machine;
  now = 0;
});

const requestToken = async (headers: Record<string, string>): Promise<Response> =>
  await fetch(`${url}/latest/api/token`, { method: 'PUT', headers });
const newToken = async (): Promise<string> => await (await requestToken({ [TTL]: '60' })).text();
const ask = async (path: string, token: string): Promise<Response> =>
  await fetch(`${url}${path}`, { headers: { 'x-aws-ec2-metadata-token': token } });

test('tells nothing without a token, with a wrong one or with an old one', async () => {
  const token = await newToken();

  expect((await fetch(`${url}/latest/meta-data/instance-id`)).status).toBe(401);
  expect((await ask('/latest/meta-data/instance-id', 'wrong')).status).toBe(401);
  now = 60_000;
  expect((await ask('/latest/meta-data/instance-id', token)).status).toBe(401);
});

test('gives a token for a number of seconds that AWS allows, and none to a proxy', async () => {
  for (const ttl of ['0', '21601', 'abc', '']) expect((await requestToken({ [TTL]: ttl })).status).toBe(400);
  expect((await requestToken({})).status).toBe(400);
  expect((await requestToken({ [TTL]: '21600' })).status).toBe(200);
  expect((await requestToken({ [TTL]: '60', 'x-forwarded-for': '10.0.0.1' })).status).toBe(403);
});

test('tells a machine of itself, under the latest version or a dated one', async () => {
  const token = await newToken();
  const tell = async (path: string): Promise<string> => await (await ask(path, token)).text();

  expect(await tell('/latest/meta-data/local-ipv4')).toBe('10.41.32.10');
  expect(await tell('/2021-03-23/meta-data/public-ipv4')).toBe('127.20.1.2');
  expect(await tell('/latest/meta-data/placement')).toBe('availability-zone\nregion');
  expect(await tell('/latest/meta-data/network/interfaces/macs/')).toBe('06:00:0a:29:20:0a/');
  expect(Buffer.from(await (await ask('/latest/user-data', token)).arrayBuffer())).toEqual(machine.userData);
  expect((await ask('/latest/meta-data/constructor', token)).status).toBe(404);
});

test('knows of no public address and no user-data that there is not', async () => {
  asking = { ...machine, publicAddress: undefined, userData: undefined };
  const token = await newToken();

  expect(await (await ask('/latest/meta-data', token)).text()).not.toContain('public');
  expect((await ask('/latest/user-data', token)).status).toBe(404);
});

test('tells nothing to an address that is no machine’s', async () => {
  const token = await newToken();
  asking = undefined;

  expect((await ask('/latest/meta-data/instance-id', token)).status).toBe(404);
});
