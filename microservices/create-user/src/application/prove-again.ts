import type { FactorAnswer } from '@cloudapp/accounts/application/factor-check';
import { isTicketOf } from '@cloudapp/accounts/application/proof-tickets';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import { hasSecondFactor, proofWaysOf } from '@cloudapp/accounts/domain/second-factor';
import type { renewProof } from '@cloudapp/contracts/second-factor';
import type { ProofWay } from '@cloudapp/contracts/sign-in';
import type { RouteBody } from '@cloudapp/contracts/route';
import { hashToken } from '@cloudapp/data/token';
import type { StoredUser } from '@cloudapp/data/user-item';
import { orSessionEnded } from './or-session-ended.ts';
import type { OwnSession } from './own-account.ts';
import type { Parts } from './parts.ts';
import { requirePassword } from './present-password.ts';
import { UserError } from './user-error.ts';
import { requireUser } from './users.ts';

type Answer = RouteBody<typeof renewProof>;

/** How somebody can prove once more who they are, and the ticket that a passkey signs. */
export async function beginProof(
  parts: Parts,
  actor: Actor,
): Promise<{ readonly ticket: string; readonly ways: ('password' | 'company' | ProofWay)[] }> {
  const user = await orSessionEnded(requireUser(parts, actor.id));
  const alone = user.hasNoPassword === true ? 'company' : 'password';
  const ways = hasSecondFactor(user) ? proofWaysOf(user) : ([alone] as const);
  return { ticket: await parts.tickets.begin('proof', user, actor.now), ways: [...ways] };
}

/**
 * Proves that whoever has this session is its owner, for what asks for a fresh proof: by the second factor of who has one, whose password
 * alone must not take it away, and by the password of others.
 * @returns the token that the session has from now on; none when it was given another while this was on its way
 */
export async function proveAgain(
  parts: Parts,
  answer: Answer,
  session: OwnSession,
  actor: Actor,
): Promise<string | undefined> {
  const user = await orSessionEnded(requireUser(parts, actor.id));
  const detail = await detailOf(parts, user, answer, session, actor);
  const token = parts.newToken();
  const tokens = { from: session.tokenHash, to: hashToken(token) };
  const isGiven = await parts.accounts.renewProof(tokens, auditEntry(actor, 'proof-given', user, { detail }));
  return isGiven ? token : undefined;
}

/** What the audit log is to say of the answer; a password is nothing to mention. */
async function detailOf(
  parts: Parts,
  user: StoredUser,
  answer: Answer,
  session: OwnSession,
  actor: Actor,
): Promise<string | undefined> {
  if (!('password' in answer)) return await byFactor(parts, user, answer, actor);
  await byPassword(parts, user, answer.password, session, actor);
  return undefined;
}

async function byPassword(
  parts: Parts,
  user: StoredUser,
  password: string,
  session: OwnSession,
  actor: Actor,
): Promise<void> {
  if (hasSecondFactor(user)) throw new UserError({ code: 'factor-refused' });
  await requirePassword(parts, { user, password, session, limit: parts.limit, actor, purpose: 'proof' });
}

async function byFactor(
  parts: Parts,
  user: StoredUser,
  answer: Exclude<Answer, { password: string }>,
  actor: Actor,
): Promise<string> {
  if (!hasSecondFactor(user)) throw new UserError({ code: 'factor-missing' });
  const given = 'code' in answer ? answer : await askedFor(parts, user, answer, actor);
  const proof = await parts.factorCheck.prove(user.id, given, actor.now);
  if (!proof.isProven && proof.reason === 'too-many-attempts') {
    throw new UserError({ code: 'too-many-attempts', retryAfterSeconds: proof.retryAfterSeconds });
  }
  if (!proof.isProven) {
    const action = proof.isLast ? 'proof-locked' : 'proof-failed';
    const { event, at } = auditEntry(actor, action, user, { detail: proof.detail });
    await parts.audit.append(event, at);
    throw new UserError({ code: 'factor-refused' });
  }
  if ('ticket' in answer && !(await parts.tickets.use(answer.ticket))) throw new UserError({ code: 'ticket-ended' });
  return `By ${proof.detail}`;
}

async function askedFor(
  parts: Parts,
  user: StoredUser,
  { ticket, passkey }: Extract<Answer, { ticket: string }>,
  { now }: Actor,
): Promise<FactorAnswer> {
  const begun = await parts.tickets.try(ticket, ['proof'], now);
  if (begun === undefined || !isTicketOf(begun, user)) throw new UserError({ code: 'ticket-ended' });
  return { passkey, challenge: ticket, isAlone: false };
}
