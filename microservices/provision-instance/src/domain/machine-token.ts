import { hashToken } from '@cloudapp/data/token';
import { timingSafeEqual } from 'node:crypto';

/** Compared with when there is no such machine, so that an unknown id takes as long as a wrong token. */
const nobodysHash = '0'.repeat(64);

/** Whether a token is the one of which a machine has the hash. */
export function isTokenOf(tokenHash: string | undefined, token: string): boolean {
  const isSame = timingSafeEqual(Buffer.from(tokenHash ?? nobodysHash), Buffer.from(hashToken(token)));
  return isSame && tokenHash !== undefined;
}
