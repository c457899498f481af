import type { Instance, LoginDetails } from '@cloudapp/contracts/instance';
import * as z from 'zod';
import { isIP } from 'node:net';
import { Failure } from '../failure.ts';

const hostKey = /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp256) [A-Za-z0-9+/]+={0,3}$/;

/** Login details down to what may stand in ssh's files and among its arguments: nothing that ssh could take for something else. */
const passportSchema = z.object({
  address: z.string().refine((text) => isIP(text) !== 0),
  port: z.int().min(1).max(65_535),
  userName: z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/),
  sshHost: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/),
});

/** What ssh needs for one machine. */
export interface Passport extends z.infer<typeof passportSchema> {
  /** The machine's id, by which known_hosts knows it, whatever machine had its address before. */
  readonly alias: string;
  readonly hostKeys: readonly string[];
}

/** @throws Failure where something in the details could mean more to ssh than it says */
export function passportOf({ id }: Pick<Instance, 'id'>, details: LoginDetails): Passport {
  const read = passportSchema.safeParse(details);
  const lines = details.knownHosts.split('\n').filter((line) => line !== '');
  const hostKeys = lines.map((line) => (line.startsWith(`${id} `) ? line.slice(id.length + 1) : ''));
  const isSound = hostKeys.length > 0 && hostKeys.every((key) => hostKey.test(key));
  if (!read.success || !isSound) {
    throw new Failure('failed', 'The login details of this machine are not what ssh can be given.', {
      cause: read.error,
    });
  }
  return { ...read.data, alias: id, hostKeys };
}
