import { createServer, type ListenOptions, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleMachine } from '../testing/sample-machine.ts';
import { findConfinement } from './confinement.ts';
import { wayOut } from './network/addresses.ts';
import { RealBackend } from './real-backend.ts';
import { makeLogin, type Login } from './testing/login.ts';
import { openPlace } from './testing/place.ts';

const { folder, directory, obstacle, root, remove } = await openPlace();
const machine = sampleMachine({
  instanceId: 'i-0000000000000150e',
  privateAddress: '10.41.32.21',
  publicAddress: '127.20.247.21',
  rules: [
    { id: 'in', direction: 'ingress', protocol: 'tcp', port: 22, cidr: '127.0.0.0/8', description: '' },
    { id: 'out', direction: 'egress', protocol: '-1', cidr: '0.0.0.0/0', description: '' },
  ],
});
const abstract = `\0cloudapp-isolation-${process.pid}`;
let visits = 0;
const servers: Server[] = [];

/** Something of this computer's that machines have no business with. */
async function serve(options: ListenOptions): Promise<number> {
  const server = createServer((socket) => {
    visits += 1;
    socket.end('of this computer');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(options, resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe.skipIf(obstacle !== undefined)('a real machine', () => {
  let backend: RealBackend;
  let login: Login;

  beforeAll(async () => {
    await root.path();
    const confinement = await findConfinement();
    if (typeof confinement === 'string') throw new Error(confinement);
    backend = new RealBackend({ directory, root, maxMachines: 1, confinement, frontDoorPort: 9 });
    login = await makeLogin(folder);
    await backend.recover({ on: [], off: [] });
    await backend.boot({ ...machine, userData: login.userData });
    await login.works(machine.publicAddress ?? '');
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await backend.close();
    await remove();
  });

  /** What root on the machine meets where it connects to, in Python's words. */
  const meets = async (family: string, address: string): Promise<string> => {
    const program = `import socket
one = socket.socket(socket.${family})
one.settimeout(4)
try:
    one.connect(${address})
    print(one.recv(100).decode())
except OSError as error:
    print(type(error).__name__)`;
    return await login.ssh(machine.publicAddress ?? '', `sudo python3 -c '${program}'`);
  };

  test('knows no abstract socket of this computer’s', async () => {
    await serve({ path: abstract });

    expect(await meets('AF_UNIX', `"\\0${abstract.slice(1)}"`)).toBe('ConnectionRefusedError');
  });

  test('has no way to IPv6, of this computer or of the internet', async () => {
    const port = await serve({ host: '::', port: 0, ipv6Only: true });
    const here = Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses.flatMap(({ family, address, internal }) => (family === 'IPv6' && !internal ? [address] : [])),
    );
    // The last are of the internet: root servers, which answer there at port 53.
    const places = [...['::1', ...here].map((address) => [address, port]), ['2001:500:2::c', 53], ['2001:7fd::1', 53]];

    const met = await Promise.all(
      places.map(async ([address, at]) => await meets('AF_INET6', `("${address}", ${at})`)),
    );

    expect(met).toEqual(places.map(() => expect.stringMatching(/^(?:OSError|ConnectionRefusedError)$/) as string));
    expect(
      await login.ssh(machine.publicAddress ?? '', 'ip -6 route show default; ip -6 address show scope global'),
    ).toBe('');
  });

  test('reaches no port of this computer’s loopback, nor its network', async () => {
    const port = await serve({ host: '0.0.0.0', port: 0 });
    const lan = Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses.flatMap(({ family, address, internal }) => (family === 'IPv4' && !internal ? [address] : [])),
    );
    const gateway = wayOut.cidr.replace(/\d+\/\d+$/, '2');
    const addresses = ['127.0.0.1', '127.0.0.53', '127.20.247.22', gateway, '10.41.32.1', ...lan];

    const met = await Promise.all(addresses.map(async (address) => await meets('AF_INET', `("${address}", ${port})`)));

    expect(met).toEqual(addresses.map(() => expect.stringMatching(/Error$/) as string));
    expect(visits).toBe(0);
  });
});
