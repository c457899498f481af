import type { TokenScope } from '@cloudapp/contracts/route';
import type { StoredAccessToken } from '@cloudapp/data/access-token-item';
import type { AccessTokenRepository } from '@cloudapp/data/access-token-repository';
import { isTokenOf } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import { isTokenAlive, readAccessToken } from '../domain/access-token.ts';
import { neverProven } from '../domain/fresh-proof.ts';
import { isTouchDue } from '../domain/session-life.ts';
import type { AuthenticatedSession } from './session-check.ts';

/** What a token stands for: as a session, with what it may be used for. */
export interface AuthenticatedToken extends AuthenticatedSession {
  readonly scopes: readonly TokenScope[];
}

/** Tells which tokens hold. The service kit is given one, and asks it for requests that bring one. */
export class AccessTokenCheck {
  readonly #accessTokens: AccessTokenRepository;

  constructor(accessTokens: AccessTokenRepository) {
    this.#accessTokens = accessTokens;
  }

  /**
   * What a token stands for, at the instant of asking: it has not ended, and its user exists, is active and has not been signed out since
   * it was made. Without the scope `admin` an administrator's is like anybody's.
   */
  async authenticate(text: string, address: string, now: Date): Promise<AuthenticatedToken | undefined> {
    const key = readAccessToken(text);
    const found = key && (await this.#accessTokens.getWithUser(key));
    if (found === undefined || !isTokenOf(found.token.tokenHash, text)) return undefined;
    const { token, user } = found;
    if (!isTokenAlive(token, user, now)) return undefined;
    if (isTouchDue(token.lastUsedAt, now) && !(await this.#accessTokens.touch(token, address, now))) return undefined;
    const { tokenId: sessionId, tokenHash, createdAt: signedInAt, expiresAt, scopes } = token;
    const role = scopes.includes('admin') ? user.role : 'user';
    // Nothing was ever proven with a token: what asks for a fresh proof is closed to it.
    return { sessionId, tokenHash, signedInAt, provenAt: neverProven, expiresAt, user: { ...user, role }, scopes };
  }

  /** The tokens of a user that hold, newest first. */
  async listOf(user: StoredUser, now: Date): Promise<StoredAccessToken[]> {
    const tokens = await this.#accessTokens.listOf(user.id);
    return tokens.filter((token) => isTokenAlive(token, user, now));
  }
}
