import { createHash } from 'node:crypto';

/** Thrown for text that looks like an OpenSSH public key and is none that can be used. */
export class SshPublicKeyError extends Error {
  readonly code = 'ssh-public-key-invalid';

  constructor(message: string) {
    super(message);
    this.name = 'SshPublicKeyError';
  }
}

export interface SshPublicKey {
  /** Hex SHA-256 of the key's wire form. */
  readonly id: string;
  /** As `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  readonly type: string;
}

/** OpenSSH 9 refuses shorter ones (RequiredRSASize). */
const shortestRsaBits = 2048;

/** Fields after the type's name (RFC 4253 §6.6, RFC 5656, RFC 8709, OpenSSH PROTOCOL.u2f). */
const fieldCounts: Readonly<Record<string, number>> = {
  'ssh-ed25519': 1,
  'ssh-rsa': 2,
  'ecdsa-sha2-nistp256': 2,
  'ecdsa-sha2-nistp384': 2,
  'ecdsa-sha2-nistp521': 2,
  'sk-ssh-ed25519@openssh.com': 2,
  'sk-ecdsa-sha2-nistp256@openssh.com': 3,
};
const ed25519Bytes = 32;

/**
 * Reads a public key down to its wire form: a key that sshd could not read would make a machine that nobody can log in to.
 * @throws SshPublicKeyError
 */
export function parseSshPublicKey(line: string): SshPublicKey {
  const [type = '', encoded = ''] = line.split(' ');
  const blob = Buffer.from(encoded, 'base64');
  const [name, ...fields] = wireFields(blob);
  if (name?.toString() !== type || fields.length !== fieldCounts[type]) {
    throw new SshPublicKeyError('is not a complete OpenSSH public key');
  }
  refuseWeak(type, fields);
  return { id: createHash('sha256').update(blob).digest('hex'), fingerprint: fingerprintOf(blob), type };
}

function refuseWeak(type: string, fields: readonly Buffer[]): void {
  if (type.includes('ssh-ed25519') && fields[0]?.length !== ed25519Bytes) {
    throw new SshPublicKeyError('is not a complete Ed25519 key');
  }
  if (type === 'ssh-rsa' && bitLength(fields[1]) < shortestRsaBits) {
    throw new SshPublicKeyError(`must have at least ${shortestRsaBits} bits`);
  }
}

/** The fingerprint of a key in OpenSSH's one-line form, as `ssh` shows it at the first login. */
export function fingerprintOfLine(line: string): string {
  return fingerprintOf(Buffer.from(line.split(' ')[1] ?? '', 'base64'));
}

function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

function wireFields(blob: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length;) {
    if (at + 4 > blob.length) return [];
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return [];
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

function bitLength(integer: Buffer | undefined): number {
  const magnitude = integer?.subarray(integer.findIndex((byte) => byte !== 0)) ?? Buffer.alloc(0);
  const [first = 0] = magnitude;
  return magnitude.length * 8 - Math.clz32(first) + 24;
}
