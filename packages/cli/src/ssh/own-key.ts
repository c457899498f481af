import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';
import { Failure } from '../failure.ts';
import { sshFolder } from '../state/folders.ts';
import { readIfThere } from '../state/private-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { field } from './wire.ts';

const type = 'ssh-ed25519';
/** The block size that a key without passphrase is padded to (openssh/PROTOCOL.key §3). */
const blockSize = 8;

/** A key that opens machines. */
export interface OwnKey {
  /** The private key's file; undefined where only the public one is at hand. */
  readonly file: string;
  /** The line for `authorized_keys`. */
  readonly line: string;
  /** What the API calls it: the hexadecimal SHA-256 of its wire form. */
  readonly id: string;
}

/** The command line's own key; undefined where it has not been made yet. */
export async function readOwnKey(surroundings: Surroundings): Promise<OwnKey | undefined> {
  const file = join(sshFolder(surroundings), 'cloudapp_ed25519');
  const text = await readIfThere(`${file}.pub`);
  return text === undefined ? undefined : keyOf(file, text);
}

/** The same, made where it is missing. The private half stays on this computer. */
export async function ensureOwnKey(surroundings: Surroundings): Promise<OwnKey> {
  const existing = await readOwnKey(surroundings);
  if (existing) return existing;
  const folder = sshFolder(surroundings);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'cloudapp_ed25519');
  const { privateFile, line } = makeKey(`cloudapp@${surroundings.computer.replaceAll(/[^\w.-]/g, '-')}`);
  if (!(await isPlaced(file, privateFile, 0o600))) {
    throw new Failure(
      'failed',
      `${file} is there, but not its public half: make it by ssh-keygen -y, or remove the file.`,
    );
  }
  await isPlaced(`${file}.pub`, `${line}\n`, 0o644);
  return keyOf(file, line);
}

/** A public key file of the person's choice. */
export async function readKeyFile(path: string): Promise<OwnKey> {
  const text = await readIfThere(path);
  if (text === undefined) throw new Failure('usage', `There is no file ${path}.`);
  return keyOf(path.replace(/\.pub$/, ''), text);
}

function keyOf(file: string, text: string): OwnKey {
  const read = readSshPublicKey(text);
  if ('reason' in read) throw new Failure('usage', `The key in ${file}.pub ${read.reason}.`);
  const id = createHash('sha256').update(Buffer.from(read.encoded, 'base64')).digest('hex');
  return { file, line: read.line, id };
}

/** Puts a whole file where there is none. @returns whether there was none */
async function isPlaced(path: string, text: string, mode: number): Promise<boolean> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(unfinished, text, { mode, flag: 'wx' });
  await chmod(unfinished, mode);
  try {
    await link(unfinished, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** A new key pair as OpenSSH keeps one (openssh/PROTOCOL.key). */
export function makeKey(comment: string): { readonly privateFile: string; readonly line: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x = '', d = '' } = privateKey.export({ format: 'jwk' });
  const [publicBytes, seed] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const blob = Buffer.concat([field(type), field(publicBytes)]);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, field(type), field(publicBytes), field(Buffer.concat([seed, publicBytes])), field(comment)],
  ]);
  const padding = Uint8Array.from({ length: (blockSize - (secret.length % blockSize)) % blockSize }, (_, at) => at + 1);
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[field('none'), field('none'), field(''), Buffer.from([0, 0, 0, 1]), field(blob)],
    field(Buffer.concat([secret, padding])),
  ]);
  const rows = file.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    privateFile: ['-----BEGIN OPENSSH PRIVATE KEY-----', ...rows, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n'),
    line: `${type} ${blob.toString('base64')} ${comment}`,
  };
}
