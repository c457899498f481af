import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecurityRule } from '../../../stacks/product/machine-rules.ts';
import { sampleMachine } from '../testing/sample-machine.ts';
import { findConfinement } from './confinement.ts';
import { RealBackend } from './real-backend.ts';
import { makeLogin, type Login } from './testing/login.ts';
import { openPlace } from './testing/place.ts';
import { untilSo } from './testing/machines.ts';

const { folder, directory, obstacle, root, remove } = await openPlace();
const asked: string[] = [];
const product = createHttpServer((request, response) => {
  asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
  response.end('reported');
});
const other = createServer((socket) => socket.end('of this computer'));
const rule = (port: number, cidr: string): SecurityRule => ({
  ...{ id: String(port), direction: 'ingress', protocol: 'tcp', port, cidr, description: '' },
});
const out: SecurityRule = { id: 'out', direction: 'egress', protocol: '-1', cidr: '0.0.0.0/0', description: '' };
const OPEN = 8000;
const TO_NEIGHBOURS = 8001;
const TO_NOBODY_HERE = 8002;
const CLOSED = 8003;
/** Open to this computer, to a neighbour, to somebody else; nothing opens the last port. */
const served = sampleMachine({
  instanceId: 'i-0000000000000b11e',
  privateAddress: '10.41.32.11',
  publicAddress: '127.20.248.11',
  rules: [
    ...[rule(22, '127.0.0.0/8'), rule(OPEN, '127.0.0.0/8')],
    ...[rule(TO_NEIGHBOURS, '10.41.0.0/16'), rule(TO_NOBODY_HERE, '203.0.113.0/24'), out],
  ],
});
const neighbour = sampleMachine({
  instanceId: 'i-0000000000000b12e',
  privateAddress: '10.41.64.12',
  publicAddress: '127.20.248.12',
  subnet: { ...served.subnet, subnetId: 'subnet-0b', availabilityZone: 'eu-west-1b', cidr: '10.41.64.0/19' },
});
/** As on EC2, where nothing asked for a public address: reached from its neighbours only. */
const hidden = sampleMachine({
  instanceId: 'i-0000000000000b13e',
  privateAddress: '10.41.32.13',
  rules: [rule(22, '10.41.0.0/16'), out],
});

afterAll(async () => {
  product.close();
  other.close();
  await remove();
});

async function listen(server: Server | ReturnType<typeof createHttpServer>, host: string): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

/** What this computer meets at an address: what answers there, or the error's code. */
async function meet(address: string, port: number): Promise<string> {
  return await new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? '');
    });
    socket.once('end', () => {
      resolve('closed');
    });
  });
}

describe.skipIf(obstacle !== undefined)('the network of real machines', () => {
  let backend: RealBackend;
  let login: Login;
  let otherPort = 0;

  beforeAll(async () => {
    await root.path();
    otherPort = await listen(other, '0.0.0.0');
    const confinement = await findConfinement();
    if (typeof confinement === 'string') throw new Error(confinement);
    const frontDoorPort = await listen(product, '127.0.0.1');
    backend = new RealBackend({ directory, root, maxMachines: 3, confinement, frontDoorPort });
    login = await makeLogin(folder);
    await backend.recover({ on: [], off: [] });
    const machines = [served, neighbour, hidden];
    await Promise.all(
      machines.map(async (one) => {
        await backend.boot({ ...one, userData: login.userData });
      }),
    );
    await login.works(on(served));
    await login.works(on(neighbour));
    await login.ssh(on(served), serveGreetings);
    await untilSo(async () => (await meet(on(served), OPEN)) === 'hello');
  });
  afterAll(async () => {
    await backend.close();
  });

  const on = ({ publicAddress }: typeof served): string => publicAddress ?? '';
  const serveGreetings = `printf '%s\\n' 'import asyncio' \
    'async def greet(reader, writer):' ' writer.write(b"hello"); await writer.drain(); writer.close()' \
    'async def main():' ' for port in (${[OPEN, TO_NEIGHBOURS, TO_NOBODY_HERE, CLOSED].join(', ')}): await asyncio.start_server(greet, "0.0.0.0", port)' ' await asyncio.Event().wait()' \
    'asyncio.run(main())' > greet.py; sudo systemd-run --quiet python3 "$PWD/greet.py"`;
  /** What a machine meets at an address. */
  const meets = async (machine: typeof served, address: string, port: number): Promise<string> =>
    await login.ssh(
      on(machine),
      `python3 -c 'import socket
try: print(socket.create_connection(("${address}", ${port}), 4).recv(100).decode())
except OSError as error: print(type(error).__name__)'`,
    );

  test('gives a machine one address, of its subnet, and a route, by DHCP', async () => {
    const seen = await login.ssh(on(served), 'ip -brief -4 address; ip route show default; hostname');

    expect(seen.split('\n').map((line) => line.trim().split(/\s+/).slice(0, 5).join(' '))).toEqual([
      'lo UNKNOWN 127.0.0.1/8',
      expect.stringMatching(/^ens5@\S+ UP 10\.41\.32\.11\/19/),
      'default via 10.41.32.1 dev ens5',
      'ip-10-41-32-11',
    ]);
  });

  test('opens at the public address what a rule opens to this computer, and refuses all else', async () => {
    expect(await meet(on(served), OPEN)).toBe('hello');
    for (const port of [TO_NEIGHBOURS, TO_NOBODY_HERE, CLOSED]) {
      expect(await meet(on(served), port)).toMatch(/^(ECONNREFUSED|ECONNRESET|closed)$/);
    }
  });

  test('opens to other machines what a rule opens to them, and drops all else', async () => {
    expect(await meets(neighbour, served.privateAddress, TO_NEIGHBOURS)).toBe('hello');
    const others = [OPEN, TO_NOBODY_HERE, CLOSED];
    const met = await Promise.all(others.map(async (port) => await meets(neighbour, served.privateAddress, port)));
    expect(met).toEqual(others.map(() => 'TimeoutError'));
  });

  test('drops what a machine sends in the name of another', async () => {
    const name = hidden.privateAddress;
    const sniff = `sudo timeout 60 tcpdump --immediate-mode -nli ens5 -c 1 'tcp[tcpflags] = tcp-syn and dst port ${TO_NEIGHBOURS}' 2> /dev/null`;
    const heard = login.ssh(on(served), sniff);
    await login.ssh(on(served), 'until pgrep tcpdump > /dev/null; do sleep 0.1; done; sleep 1');
    const from = `import socket; socket.create_connection(("${served.privateAddress}", ${TO_NEIGHBOURS}), 2, ("${name}", 0))`;
    await login.ssh(on(neighbour), `sudo ip address add ${name}/32 dev ens5; python3 -c '${from}' 2> /dev/null; true`);
    await login.ssh(on(neighbour), `sudo ip address delete ${name}/32 dev ens5`);
    await meets(neighbour, served.privateAddress, TO_NEIGHBOURS);

    expect(await heard).toContain(`IP ${neighbour.privateAddress}.`);
  });

  test('leads a machine with a public address to the mirrors and to where it reports, and to nothing of this computer', async () => {
    expect(await login.ssh(on(served), 'sudo apt-get update --quiet 2>&1 | tail -n 1')).toMatch(
      /Reading package lists/,
    );
    const post = (path: string): string => `curl --silent --max-time 20 --data '' http://198.51.100.1${path}`;
    expect(await login.ssh(on(served), post('/api/instances/any/boot-events'))).toBe('reported');
    expect(await login.ssh(on(served), post('/api/auth/login'))).toBe('');
    expect(asked).toEqual(['POST /api/instances/any/boot-events']);
    const here = Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses.flatMap(({ family, address, internal }) => (family === 'IPv4' && !internal ? [address] : [])),
    );
    const addresses = ['127.0.0.1', '198.18.0.2', '198.51.100.1', '10.41.32.1', ...here];
    const met = await Promise.all(addresses.map(async (address) => await meets(served, address, otherPort)));
    expect(met).toEqual(addresses.map(() => expect.stringMatching(/Error$/) as string));
  });

  test('leaves a machine that has no public address without a way out or in', async () => {
    expect(await meets(neighbour, hidden.privateAddress, 22)).toMatch(/^SSH-/);
    const inside = async (command: string): Promise<string> =>
      await login.ssh(hidden.privateAddress, command, on(neighbour));

    expect(await inside('curl --silent --max-time 4 --data x http://198.51.100.1/ || echo none')).toBe('none');
    const mirror = await inside(
      'grep -rohE "https?://[^/ ]+" /etc/apt/sources.list /etc/apt/sources.list.d | head -n 1',
    );
    expect(await inside(`getent hosts ${new URL(mirror).hostname} > /dev/null && echo resolved`)).toBe('resolved');
    expect(await inside(`curl --silent --max-time 4 ${mirror}/ || echo none`)).toBe('none');
  });

  test('tells a machine of itself by version 2 of the metadata service alone, one hop away', async () => {
    const metadata = 'http://169.254.169.254/latest';
    const token = `token=$(curl --silent --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 60' ${metadata}/api/token)`;
    const ask = (path: string): string =>
      `${token}; curl --silent --header "X-aws-ec2-metadata-token: $token" ${metadata}${path}`;

    const bare = `curl --silent --output /dev/null --write-out '%{http_code}' ${metadata}/meta-data/instance-id`;
    expect(await login.ssh(on(served), bare)).toBe('401');
    expect(await login.ssh(on(served), ask('/meta-data/instance-id'))).toBe(served.instanceId);
    expect(await login.ssh(on(served), ask('/meta-data/public-ipv4'))).toBe(served.publicAddress);
    const sniff = `sudo timeout 20 tcpdump --immediate-mode -nvi ens5 -c 1 src 169.254.169.254 2> /dev/null & sleep 2; ${bare} > /dev/null; wait`;
    expect(await login.ssh(on(served), sniff)).toMatch(/ttl 1,/);
    expect(await login.ssh(on(served), 'cloud-id; cloud-init query subplatform')).toBe(
      'aws\nmetadata (http://169.254.169.254)',
    );
  });
});
