import { mostTokens, type AccessToken, type MadeAccessToken, type TokenWish } from '@cloudapp/contracts/access-token';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { StoredAccessToken } from '@cloudapp/data/access-token-item';
import { hashToken } from '@cloudapp/data/token';
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
  if (scopes.includes('admin') && user.role !== 'admin') throw new UserError({ code: 'not-an-administrator' });
  if ((await parts.tokens.listOf(user, actor.now)).length >= mostTokens) {
    throw new UserError({ code: 'too-many-tokens' });
  }
  const tokenId = parts.newTokenId(actor.now);
  const secret = parts.newAccessToken(user.id, tokenId);
  const stored: StoredAccessToken = {
    userId: user.id,
    tokenId,
    tokenHash: hashToken(secret),
    name,
    scopes,
    epoch: user.sessionEpoch,
    createdAt: actor.now.toISOString(),
    expiresAt: new Date(actor.now.getTime() + days * dayMs).toISOString(),
  };
  const detail = `${name} (${scopes.join(', ')}), for ${days === 1 ? 'a day' : `${days} days`}`;
  await parts.accounts.addAccessToken(stored, auditEntry(actor, 'token-made', user, { detail }));
  return { token: presentToken(stored), secret };
}

/** Ends a token of a user; one that has ended, or is somebody else's, is not there. */
export async function endToken(parts: Parts, userId: string, tokenId: string, actor: Actor): Promise<void> {
  const user = await requireUser(parts, userId);
  const token = (await parts.tokens.listOf(user, actor.now)).find((one) => one.tokenId === tokenId);
  if (token === undefined) throw new AccountConflictError('token-ended');
  await parts.accounts.endAccessToken(token, auditEntry(actor, 'token-ended', user, { detail: token.name }));
}

function presentToken({ tokenId: id, ...token }: StoredAccessToken): AccessToken {
  const { name, scopes, createdAt, expiresAt, lastUsedAt, lastUsedFrom } = token;
  return { id, name, scopes, createdAt, expiresAt, lastUsedAt, lastUsedFrom };
}
