import type { TokenWish } from '@cloudapp/contracts/access-token';
import { tokenRequestMinutes, type TokenCollection, type TokenRequest } from '@cloudapp/contracts/token-request';
import { AccountConflictError } from '@cloudapp/accounts/domain/account-conflict';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { callerNetwork } from '@cloudapp/accounts/domain/caller-network';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { isHeldBy } from '@cloudapp/accounts/domain/session-life';
import { hashToken, isTokenOf } from '@cloudapp/data/token';
import type { StoredTokenRequest } from '@cloudapp/data/token-request-item';
import { newAccessTokenOf, presentToken, requireRoomForToken, tokenDetail } from './access-tokens.ts';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';
import { requireUser } from './users.ts';

/** A network that asks more often is not one of people who sign in. */
const requestLimit = { maxFailures: 30, windowSeconds: 3600 };
const pollSeconds = 2;
/** Codes are so many that a second one is free but for a fault. */
const mostCodes = 3;

/** From where a program asks, and when. */
interface Asking {
  readonly address: string;
  readonly now: Date;
}

/** Notes that a program wants a token. What only it knows is kept as a hash. */
export async function requestToken(parts: Parts, wish: TokenWish, { address, now }: Asking) {
  const attempt = await parts.attempts.begin('token-request', callerNetwork(address), requestLimit, now);
  if (!attempt.isAllowed) {
    throw new UserError({ code: 'too-many-attempts', retryAfterSeconds: attempt.retryAfterSeconds });
  }
  const deviceCode = parts.newToken();
  const expiresAt = new Date(now.getTime() + tokenRequestMinutes * 60_000).toISOString();
  const kept = { ...wish, deviceHash: hashToken(deviceCode), address, requestedAt: now.toISOString(), expiresAt };
  for (let code = 0; code < mostCodes; code++) {
    const userCode = parts.newUserCode();
    if (await parts.tokenRequests.put({ ...kept, userCode })) return { userCode, deviceCode, expiresAt, pollSeconds };
  }
  throw new Error('No code was free for a program that asks for a token');
}

/** What a program asks for; undecided requests alone. */
export async function getTokenRequest(parts: Parts, userCode: string, now: Date): Promise<TokenRequest> {
  const { name, scopes, days, address, requestedAt, expiresAt } = await requireOpen(parts, userCode, now);
  return { userCode, name, scopes, days, address, requestedAt, expiresAt };
}

/** Lets the program have its token, which is made when it comes for it. */
export async function approveTokenRequest(parts: Parts, userCode: string, actor: ProvenActor): Promise<void> {
  const request = await requireOpen(parts, userCode, actor.now);
  requireFreshProof(actor, actor.now);
  const user = await requireUser(parts, actor.id);
  await requireRoomForToken(parts, user, request.scopes, actor.now);
  const detail = `${tokenDetail(request)}, asked for from ${request.address}`;
  const answer = { isApproved: true, userId: user.id, epoch: user.sessionEpoch } as const;
  await parts.requestChanges.answer(request, answer, auditEntry(actor, 'token-approved', user, { detail }));
}

/** Ends a request without a token. */
export async function refuseTokenRequest(parts: Parts, userCode: string, actor: Actor): Promise<void> {
  const request = await requireOpen(parts, userCode, actor.now);
  const detail = `${request.name}, asked for from ${request.address}`;
  const entry = auditEntry(actor, 'token-refused', actor, { detail });
  await parts.requestChanges.answer(request, { isApproved: false }, entry);
}

/** Tells the program that asked what became of it. The token is made now: until it is told, there is none that could be found. */
export async function collectToken(
  parts: Parts,
  { userCode, deviceCode }: { readonly userCode: string; readonly deviceCode: string },
  { address, now }: Asking,
): Promise<TokenCollection> {
  const request = await parts.tokenRequests.get(userCode, now);
  if (!isTokenOf(request?.deviceHash, deviceCode) || request === undefined) throw ended();
  const { answer } = request;
  if (answer === undefined) return { state: 'waiting' };
  const user = answer.isApproved ? await parts.users.get(answer.userId) : undefined;
  // Who was signed out since has taken the approval back.
  if (!answer.isApproved || user === undefined || !isHeldBy(answer, user)) return { state: 'refused' };
  await requireRoomForToken(parts, user, request.scopes, now);
  const { stored, secret } = newAccessTokenOf(parts, user, request, now);
  const actor = { id: user.id, name: user.name, address, now };
  const entry = auditEntry(actor, 'token-made', user, { detail: tokenDetail(request) });
  await parts.requestChanges.collect(request, stored, entry);
  return { state: 'approved', token: presentToken(stored), secret };
}

/** Ends the token that a program sends; none that holds is no error. */
export async function endTokenByItself(parts: Parts, secret: string, { address, now }: Asking): Promise<void> {
  const found = await parts.tokens.authenticate(secret, address, now);
  if (found === undefined) return;
  const { user, sessionId: tokenId } = found;
  const token = (await parts.tokens.listOf(user, now)).find((one) => one.tokenId === tokenId);
  if (token === undefined) return;
  const actor = { id: user.id, name: user.name, address, now };
  try {
    await parts.accounts.endAccessToken(token, auditEntry(actor, 'token-ended', user, { detail: token.name }));
  } catch (error) {
    if (!(error instanceof AccountConflictError)) throw error;
  }
}

async function requireOpen(parts: Parts, userCode: string, now: Date): Promise<StoredTokenRequest> {
  const request = await parts.tokenRequests.get(userCode, now);
  if (request === undefined || request.answer !== undefined) throw ended();
  return request;
}

function ended(): AccountConflictError {
  return new AccountConflictError('token-request-ended');
}
