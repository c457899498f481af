import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LOGIN_PORT = 22;
const PER_THIRD = 240;
const COUNT = 256 * PER_THIRD;

/** Where a new cloud begins to count, so that several on one computer give out different addresses. */
export const randomAddressNumber = (): number => randomInt(COUNT);

/** 127.20.0.10 … 127.20.255.249: never a .0 or .255, which some tools refuse. */
export function addressOf(number: number): string {
  const [third, fourth] = [Math.floor(number / PER_THIRD) % 256, (number % PER_THIRD) + 10];
  return `127.20.${third}.${fourth}`;
}

/** AWS keeps the first four addresses of a subnet and its last one. */
const KEPT_AT_START = 4;
const KEPT_AT_END = 1;

/**
 * An address of a subnet that nobody has, some way from those given out before, as on EC2; `undefined` when all are taken.
 *
 * @param cidr e.g. `10.41.32.0/19`
 */
export function freeAddressIn(cidr: string, taken: ReadonlySet<string>): string | undefined {
  const [network = '', bits] = cidr.split('/');
  const count = 2 ** (32 - Number(bits)) - KEPT_AT_START - KEPT_AT_END;
  const start = randomInt(count);
  for (let tried = 0; tried < count; tried++) {
    const address = addressAfter(network, KEPT_AT_START + ((start + tried) % count));
    if (!taken.has(address)) return address;
  }
  return undefined;
}

function addressAfter(network: string, count: number): string {
  const number = network.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + count;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}

/** Whether nobody on this computer, such as a machine of another cloud, listens at an address's login port. */
export async function isFree(address: string): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'EADDRINUSE'); // whatever else keeps us from listening is no sign of another
    });
    server.listen(LOGIN_PORT, address, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
