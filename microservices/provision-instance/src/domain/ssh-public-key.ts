import { createHash } from 'node:crypto';
import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';

/** Thrown for text that is no public key which a machine can be given. */
export class SshPublicKeyError extends Error {
  readonly code = 'ssh-public-key-invalid';

  constructor(message: string) {
    super(message);
    this.name = 'SshPublicKeyError';
  }
}

export interface IdentifiedKey {
  /** Hex SHA-256 of the key's wire form. */
  readonly id: string;
  /** As `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/**
 * Reads a public key again: a machine that is launched like an earlier one may bring a key from a time of laxer rules.
 * @throws SshPublicKeyError
 */
export function identifyKey(line: string): IdentifiedKey {
  const key = readSshPublicKey(line);
  if (!('line' in key)) throw new SshPublicKeyError(key.reason);
  const blob = Buffer.from(key.encoded, 'base64');
  return { id: idOf(blob), fingerprint: fingerprintOf(blob) };
}

/** The id of a key in OpenSSH's one-line form, also of one that was stored under laxer rules. */
export function keyIdOfLine(line: string): string {
  return idOf(blobOfLine(line));
}

/** The fingerprint of a key in OpenSSH's one-line form, as `ssh` shows it at the first login. */
export function fingerprintOfLine(line: string): string {
  return fingerprintOf(blobOfLine(line));
}

function blobOfLine(line: string): Uint8Array {
  return Buffer.from(line.split(' ')[1] ?? '', 'base64');
}

function idOf(blob: Uint8Array): string {
  return createHash('sha256').update(blob).digest('hex');
}

function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
