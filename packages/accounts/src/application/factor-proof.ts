import type { PasskeyAnswer } from '@cloudapp/contracts/sign-in';
import type { ProofTicket, TicketPurpose } from '@cloudapp/data/proof-ticket-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { userOfHandle } from '../domain/user-handle.ts';
import type { FactorAnswer, FactorCheck, UnprovenFactor } from './factor-check.ts';
import type { Proof, Prove } from './proof.ts';
import { isTicketOf, type ProofTickets } from './proof-tickets.ts';
import type { SignInLog } from './sign-in-log.ts';

/** What completes a sign-in that has a ticket. */
export type FactorRequest = { readonly ticket: string; readonly address: string } & (
  { readonly code: string } | { readonly passkey: PasskeyAnswer }
);

interface FactorProofParts {
  readonly users: Pick<UserRepository, 'get'>;
  readonly tickets: ProofTickets;
  readonly check: FactorCheck;
  readonly log: SignInLog;
}

const ended: Proof = { isProven: false, refusal: { reason: 'ticket-ended' } };
const refused: Proof = { isProven: false, refusal: { reason: 'factor-refused' } };

/** What a ticket may have been given out for, by what answers it. */
const ofCode: readonly TicketPurpose[] = ['sign-in'];
const ofPasskey: readonly TicketPurpose[] = ['sign-in', 'passkey'];

/** Proves people by what they have beside a password that was right, or by a passkey alone. */
export function factorProof({ users, tickets, check, log }: FactorProofParts): Prove<FactorRequest> {
  return async (request: FactorRequest, now: Date): Promise<Proof> => {
    const ticket = await tickets.try(request.ticket, 'code' in request ? ofCode : ofPasskey, now);
    if (ticket === undefined) return ended;
    const user = await personOf(users, ticket, request);
    if (user === undefined) return refused;
    const isAlone = ticket.purpose === 'passkey';
    if (!isAlone && !isTicketOf(ticket, user)) return ended;
    const proof = await check.prove(user.id, answerIn(request, isAlone), now);
    if (!proof.isProven) return await refuse(log, proof, { user, address: request.address, isAlone }, now);
    if (!(await tickets.use(request.ticket))) return ended;
    const detail = isAlone ? `By ${proof.detail}` : `By password and ${proof.detail}`;
    return { isProven: true, user, detail, settle: () => Promise.resolve() };
  };
}

/** Whom a ticket was given to, or else whose passkey it says to be, which it shows by what it has signed. */
async function personOf(
  users: Pick<UserRepository, 'get'>,
  { userId }: ProofTicket,
  request: FactorRequest,
): Promise<StoredUser | undefined> {
  const named = 'passkey' in request ? userOfHandle(request.passkey.userHandle) : undefined;
  const id = userId ?? named;
  return id === undefined ? undefined : await users.get(id);
}

function answerIn(request: FactorRequest, isAlone: boolean): FactorAnswer {
  return 'code' in request ? request : { passkey: request.passkey, challenge: request.ticket, isAlone };
}

/** Of what a lock refuses only the attempt that closed it is recorded, so that nobody can fill the log. */
async function refuse(
  log: SignInLog,
  proof: UnprovenFactor,
  { user, address, isAlone }: { readonly user: StoredUser; readonly address: string; readonly isAlone: boolean },
  now: Date,
): Promise<Proof> {
  if (proof.reason === 'too-many-attempts') {
    const { reason, retryAfterSeconds } = proof;
    return { isProven: false, refusal: { reason, retryAfterSeconds } };
  }
  // Nor by naming somebody beside a passkey that is nobody's.
  if (isAlone && !proof.isKnown) return refused;
  const action = proof.isLast ? 'sign-in-locked' : 'sign-in-failed';
  await log.refused({ action, subject: user, address, detail: proof.detail }, now);
  return refused;
}
