import { hash, randomBytes } from 'node:crypto';

const tokenBytes = 32;

/** A new bearer token, of a session or a machine: base64url of 256 random bits. */
export function newToken(random: (size: number) => Uint8Array = randomBytes): string {
  return Buffer.from(random(tokenBytes)).toString('base64url');
}

/** What tables keep in place of a token: its SHA-256 in hex. A random 256-bit token needs no slow hash. */
export function hashToken(token: string): string {
  return hash('sha256', token);
}
