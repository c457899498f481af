import { mostTokens, type AccessToken, type MadeAccessToken, type TokenWish } from '@cloudapp/contracts/access-token';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { TokenScope } from '@cloudapp/contracts/route';
import type { StoredAccessToken } from '@cloudapp/data/access-token-item';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';
import { requireUser } from './users.ts';

const dayMs = 86_400_000;

/** The tokens of a user that hold, newest first. */
export async function listTokens(parts: Parts, userId: string, now: Date): Promise<{ items: AccessToken[] }> {
  const user = await requireUser(parts, userId);
  return { items: (await parts.tokens.listOf(user, now)).map(presentToken) };
}

/** Makes a token for whoever asks, with a fresh proof: whoever has got hold of a session must not make one that outlives it. */
export async function makeToken(
  parts: Parts,
  { name, scopes, days }: TokenWish,
  actor: ProvenActor,
): Promise<MadeAccessToken> {
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  const wish = { name, scopes, days };
  await requireRoomForToken(parts, user, scopes, actor.now);
  const { stored, secret } = newAccessTokenOf(parts, user, wish, actor.now);
  await parts.accounts.addAccessToken(stored, auditEntry(actor, 'token-made', user, { detail: tokenDetail(wish) }));
  return { token: presentToken(stored), secret };
}

/** @throws UserError where the user may have no token for that, or no more */
export async function requireRoomForToken(
  parts: Parts,
  user: StoredUser,
  scopes: readonly TokenScope[],
  now: Date,
): Promise<void> {
  if (scopes.includes('admin') && user.role !== 'admin') throw new UserError({ code: 'not-an-administrator' });
  if ((await parts.tokens.listOf(user, now)).length >= mostTokens) throw new UserError({ code: 'too-many-tokens' });
}

/** A token as it is to be stored, and its secret, which is not. */
export function newAccessTokenOf(parts: Parts, user: StoredUser, { name, scopes, days }: TokenWish, now: Date) {
  const tokenId = parts.newTokenId(now);
  const secret = parts.newAccessToken(user.id, tokenId);
  const stored: StoredAccessToken = {
    userId: user.id,
    tokenId,
    tokenHash: hashToken(secret),
    name,
    scopes,
    epoch: user.sessionEpoch,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + days * dayMs).toISOString(),
  };
  return { stored, secret };
}

/** What the audit log says of a token. */
export function tokenDetail({ name, scopes, days }: TokenWish): string {
  return `${name} (${scopes.join(', ')}), for ${days === 1 ? 'a day' : `${days} days`}`;
}

/** Ends a token of a user; one that has ended, or is somebody else's, is not there. */
export async function endToken(parts: Parts, userId: string, tokenId: string, actor: Actor): Promise<void> {
  const user = await requireUser(parts, userId);
  const token = (await parts.tokens.listOf(user, actor.now)).find((one) => one.tokenId === tokenId);
  if (token === undefined) throw new AccountConflictError('token-ended');
  await parts.accounts.endAccessToken(token, auditEntry(actor, 'token-ended', user, { detail: token.name }));
}

/** A token as its owner and administrators are told of it. */
export function presentToken({ tokenId: id, ...token }: StoredAccessToken): AccessToken {
  const { name, scopes, createdAt, expiresAt, lastUsedAt, lastUsedFrom } = token;
  return { id, name, scopes, createdAt, expiresAt, lastUsedAt, lastUsedFrom };
}
