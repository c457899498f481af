import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SSH_PORT } from './login-port.ts';

/**
 * Where simulated machines answer when nobody may listen on port 22 of their addresses, as without root, or when the
 * addresses do not exist, as on macOS: sockets in a folder, one for each address, and a module that leads the product's
 * own connections to those addresses there.
 */
export interface LoginSockets {
  directory: string;
  /** For the processes that look whether machines can be logged in to. */
  environment: Record<string, string>;
  remove: () => Promise<void>;
}

export const socketOf = (directory: string, address: string): string => join(directory, address);

const TRIAL_ADDRESS = '127.20.255.254'; // given to no machine

/** @returns `undefined` where machines can listen on their own addresses */
export async function loginSocketsIfNeeded(): Promise<LoginSockets | undefined> {
  if (await canListen()) return undefined;
  return await makeLoginSockets();
}

export async function makeLoginSockets(): Promise<LoginSockets> {
  const directory = await mkdtemp(join(tmpdir(), 'cloudapp-login-')); // short: a socket's path has some 100 characters
  const loader = pathToFileURL(join(import.meta.dirname, 'lead-to-login-sockets.js')).href;
  return {
    directory,
    environment: { NODE_OPTIONS: `--import=${loader}`, CLOUDAPP_LOGIN_SOCKETS: directory },
    remove: async () => {
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function canListen(): Promise<boolean> {
  return await new Promise((resolve) => {
    const trial = createServer();
    trial.once('error', () => {
      resolve(false);
    });
    trial.listen(SSH_PORT, TRIAL_ADDRESS, () => {
      trial.close(() => {
        resolve(true);
      });
    });
  });
}
