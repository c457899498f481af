import { createHash, timingSafeEqual } from 'node:crypto';

/** Compared with when there is no such machine, so that an unknown id takes as long as a wrong token. */
const nobodysHash = '0'.repeat(64);

/** Hex SHA-256 of a machine's token, the only thing that is kept of it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a token is the one of which a machine has the hash. */
export function isTokenOf(tokenHash: string | undefined, token: string): boolean {
  const isSame = timingSafeEqual(Buffer.from(tokenHash ?? nobodysHash), Buffer.from(hashToken(token)));
  return isSame && tokenHash !== undefined;
}
