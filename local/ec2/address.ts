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
