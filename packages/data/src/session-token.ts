import { createHash, randomBytes } from 'node:crypto';

const tokenBytes = 32;

/** A new session token: base64url of 256 random bits. */
export function newSessionToken(random: (size: number) => Uint8Array = randomBytes): string {
  return Buffer.from(random(tokenBytes)).toString('base64url');
}

/** What the sessions table keeps in place of a token: its SHA-256 in hex. A random 256-bit token needs no slow hash. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
