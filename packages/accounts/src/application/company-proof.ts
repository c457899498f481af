import type { CompanyAnswer } from '@cloudapp/contracts/sign-in';
import type { AttemptLimit } from '@cloudapp/data/attempt-item';
import type { AttemptRepository } from '@cloudapp/data/attempt-repository';
import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import type { ProofTicket } from '@cloudapp/data/proof-ticket-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { CompanyAnswered, CompanySignIn } from '../adapters/company-sign-in.ts';
import type { ProviderSecrets } from '../adapters/provider-secrets.ts';
import { callerNetwork } from '../domain/caller-network.ts';
import { CompanyFault } from '../domain/company-fault.ts';
import { claimsTogether, claimsWanted, methodsIn, personIn } from '../domain/company-person.ts';
import { neverProven } from '../domain/fresh-proof.ts';
import { wordsOf } from '../domain/company-words.ts';
import type { CompanyAccounts } from './company-accounts.ts';
import type { Proof, Prove } from './proof.ts';
import { ticketBegan, type ProofTickets } from './proof-tickets.ts';
import type { SignInLog } from './sign-in-log.ts';

/** What a company's page came back with, for a ticket. */
export interface CompanyRequest {
  readonly ticket: string;
  readonly company: CompanyAnswer;
  readonly address: string;
}

/** A wish to sign in with a company. */
export interface CompanyWish {
  readonly provider: string;
  /** Whether it is to have people prove who they are, though they are signed in there. */
  readonly again?: boolean | undefined;
  readonly address: string;
}

interface CompanyProofParts {
  readonly settings: Pick<SettingRepository, 'identityProviders'>;
  readonly tickets: ProofTickets;
  readonly companies: Pick<CompanySignIn, 'authorizeAt' | 'complete'>;
  readonly secrets: Pick<ProviderSecrets, 'read'>;
  readonly accounts: CompanyAccounts;
  readonly attempts: AttemptRepository;
  /** Of refused answers from one network. */
  readonly limit: AttemptLimit;
  readonly log: SignInLog;
}

/** Where a sign-in goes on that has begun, or why it has not. */
export type BegunAtCompany =
  | { readonly isBegun: true; readonly ticket: string; readonly authorizeAt: string }
  | { readonly isBegun: false; readonly reason: CompanyFault['code'] };

const ended: Proof = { isProven: false, refusal: { reason: 'ticket-ended' } };
/** How much older than its ticket a proof may be that was asked for again: clocks differ. */
const toleranceSeconds = 60;

/** Whoever asks for a company that is down fills no log: one line a minute says so. */
const recordOnce: AttemptLimit = { maxFailures: 1, windowSeconds: 60 };

/** Begins a sign-in with a company: the ticket is for the browser alone, and the page is the company's. */
export function companyBeginning({ settings, tickets, companies, attempts, log }: CompanyProofParts) {
  const record = async ({ id, name }: StoredIdentityProvider, fault: CompanyFault, address: string, now: Date) => {
    if (!(await attempts.begin('company-fault', id, recordOnce, now)).isAllowed) return;
    await log.refused(
      { action: 'sign-in-failed', address, detail: `With ${name}, before its page: ${fault.message}` },
      now,
    );
  };
  return async ({ provider: id, again = false, address }: CompanyWish, now: Date): Promise<BegunAtCompany> => {
    const provider = await known(settings, id);
    if (provider?.isEnabled !== true) return { isBegun: false, reason: 'company-unavailable' };
    const ticket = await tickets.beginWithCompany({ providerId: id, isAgain: again }, now);
    try {
      return { isBegun: true, ticket, authorizeAt: await companies.authorizeAt(provider, wordsOf(ticket), again) };
    } catch (error) {
      if (!(error instanceof CompanyFault)) throw error;
      await record(provider, error, address, now);
      return { isBegun: false, reason: error.code };
    }
  };
}

/** Proves people by what a company says of them. */
export function companyProof(to: CompanyProofParts): Prove<CompanyRequest> {
  return async (request: CompanyRequest, now: Date): Promise<Proof> => {
    const subject = callerNetwork(request.address);
    const attempt = await to.attempts.begin('company', subject, to.limit, now);
    if (!attempt.isAllowed) {
      const { retryAfterSeconds } = attempt;
      return { isProven: false, refusal: { reason: 'too-many-attempts', retryAfterSeconds } };
    }
    const ticket = await to.tickets.try(request.ticket, ['company'], now);
    // Used up before it is tried: an answer is good once, right or wrong.
    if (ticket?.providerId === undefined || !(await to.tickets.use(request.ticket))) return ended;
    const provider = await known(to.settings, ticket.providerId);
    try {
      const proof = await prove(to, provider, ticket, request, now);
      await to.attempts.takeBack('company', subject);
      return proof;
    } catch (error) {
      if (!(error instanceof CompanyFault)) throw error;
      const detail = `With ${provider?.name ?? 'a company'}: ${error.message}`;
      const action = attempt.isLast ? 'sign-in-locked' : 'sign-in-failed';
      await to.log.refused({ action, address: request.address, detail }, now);
      return { isProven: false, refusal: { reason: error.code } };
    }
  };
}

/** @throws CompanyFault */
async function prove(
  { companies, secrets, accounts }: CompanyProofParts,
  provider: StoredIdentityProvider | undefined,
  ticket: ProofTicket,
  { ticket: text, company, address }: CompanyRequest,
  now: Date,
): Promise<Proof> {
  if (provider?.isEnabled !== true) throw new CompanyFault('company-unavailable', 'it is off or was removed');
  const secret = provider.secretName === undefined ? undefined : await secrets.read(provider.secretName);
  const { claims, more, signOutAt } = await companies.complete(
    provider,
    secret,
    company,
    wordsOf(text),
    claimsWanted(provider),
  );
  const provenAt = provenAtCompany(claims, ticket, now);
  const person = personIn(claimsTogether(claims, more, provider), provider);
  if (person === undefined) throw new CompanyFault('company-refused', 'a claim of its token is not what it must be');
  const user = await accounts.of(person, provider, { address, now });
  return {
    isProven: true,
    user,
    detail: [`With ${provider.name}`, ...methodsIn(claims)].join(', '),
    company: { id: provider.id, name: provider.name, ...(signOutAt !== undefined && { signOutAt }) },
    provenAt,
    settle: () => Promise.resolve(),
  };
}

/**
 * When a company had somebody prove who they are: an ISO instant. Not every company says it. Then it counts as now where it was asked
 * to have them prove it again, and as never elsewhere: most people are signed in there already and are asked nothing.
 */
function provenAtCompany({ auth_time: at }: CompanyAnswered['claims'], ticket: ProofTicket, now: Date): string {
  const isAgain = ticket.isAgain === true;
  if (typeof at !== 'number') return isAgain ? now.toISOString() : neverProven;
  if (isAgain && at < ticketBegan(ticket) - toleranceSeconds) {
    throw new CompanyFault('company-denied', 'it did not have them prove again who they are');
  }
  return new Date(Math.max(0, Math.min(at * 1000, now.getTime()))).toISOString();
}

async function known(settings: CompanyProofParts['settings'], id: string): Promise<StoredIdentityProvider | undefined> {
  const { providers } = await settings.identityProviders();
  return providers.find((provider) => provider.id === id);
}
