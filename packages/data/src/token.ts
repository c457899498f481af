import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const tokenBytes = 32;

/** A new bearer token, of a session or a machine: base64url of 256 random bits. */
export function newToken(random: (size: number) => Uint8Array = randomBytes): string {
  return Buffer.from(random(tokenBytes)).toString('base64url');
}

/** What tables keep in place of a token: its SHA-256 in hex. A random 256-bit token needs no slow hash. */
export function hashToken(token: string): string {
  return hash('sha256', token);
}

/** Compared with where there is no hash, so that an unknown id takes as long as a wrong token. */
const nobodysHash = '0'.repeat(64);

/** Whether a token is the one that was kept as a hash. */
export function isTokenOf(tokenHash: string | undefined, token: string): boolean {
  const isSame = timingSafeEqual(Buffer.from(tokenHash ?? nobodysHash), Buffer.from(hashToken(token)));
  return isSame && tokenHash !== undefined;
}
