import { createHash, generateKeyPairSync } from 'node:crypto';

export interface HostKey {
  /** `ssh-ed25519 AAAA…`, as in /etc/ssh/ssh_host_ed25519_key.pub without its comment. */
  publicLine: string;
  /** `SHA256:…`, as ssh shows it. */
  fingerprint: string;
}

const SPKI_PREFIX_BYTES = 12;

/** A real Ed25519 key pair, of which only the public half is kept: nobody can log in to a simulated machine. */
export function makeHostKey(): HostKey {
  const { publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX_BYTES);
  const blob = Buffer.concat([lengthPrefixed(Buffer.from('ssh-ed25519')), lengthPrefixed(raw)]);
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { publicLine: `ssh-ed25519 ${blob.toString('base64')}`, fingerprint: `SHA256:${digest}` };
}

function lengthPrefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
