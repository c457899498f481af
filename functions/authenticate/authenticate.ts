import type { FactorRequest } from '@cloudapp/accounts/application/factor-proof';
import type { companyBeginning, CompanyRequest } from '@cloudapp/accounts/application/company-proof';
import type { PasswordRequest } from '@cloudapp/accounts/application/password-proof';
import type { DeviceToken, KnownDevices } from '@cloudapp/accounts/application/known-devices';
import type { Proof, Prove } from '@cloudapp/accounts/application/proof';
import type { ProofTickets } from '@cloudapp/accounts/application/proof-tickets';
import type { SessionStarter } from '@cloudapp/accounts/application/session-starter';
import { hasSecondFactor, proofWaysOf } from '@cloudapp/accounts/domain/second-factor';
import type { SessionUser } from '@cloudapp/contracts/session';
import type { ProofWay, signIn } from '@cloudapp/contracts/sign-in';
import type { StoredSession } from '@cloudapp/data/session-item';
import { readDeviceToken, readSessionToken } from '@cloudapp/service-kit/cookie';
import type { Credentials, SignInRequest } from './sign-in-request.ts';

type Beginning = Extract<Credentials, { begin: unknown }>;

/** What the contract declares beyond what follows from the route. */
type Refusal = (typeof signIn.problems)[number];

/** The state machine's only question is `authenticated`; the rest is for its two ends. */
export type SignInResult =
  | { readonly authenticated: false; readonly reason: Refusal; readonly retryAfterSeconds?: number }
  | {
      readonly authenticated: false;
      readonly reason: 'proof-incomplete';
      readonly ticket: string;
      readonly ways: readonly (ProofWay | 'company')[];
      /** The page of the company to go on at. */
      readonly authorizeAt?: string;
    }
  | {
      readonly authenticated: true;
      readonly token: string;
      readonly device: DeviceToken;
      readonly user: SessionUser;
      readonly session: {
        readonly id: string;
        readonly signedInAt: string;
        readonly expiresAt: string;
        readonly mustChangePassword: boolean;
        readonly secondFactorDue?: string | undefined;
        readonly company?: StoredSession['company'];
        readonly address: string;
        readonly userAgent: string;
      };
    };

interface AuthenticateParts {
  readonly proveByPassword: Prove<PasswordRequest>;
  readonly proveByFactor: Prove<FactorRequest>;
  readonly proveByCompany: Prove<CompanyRequest>;
  readonly beginAtCompany: ReturnType<typeof companyBeginning>;
  readonly tickets: ProofTickets;
  readonly sessions: SessionStarter;
  readonly devices: KnownDevices;
}

/** Has a person proven, in one step or two, and starts a session for who is. */
export function createAuthenticate(parts: AuthenticateParts) {
  const { tickets } = parts;
  return async (request: SignInRequest, now: Date): Promise<SignInResult> => {
    const { credentials } = request;
    if ('begin' in credentials) return await beginAlone(parts, credentials, request.sourceIp, now);
    const proof = await prove(parts, credentials, request, now);
    if (!proof.isProven) return { authenticated: false, ...proof.refusal };
    const { user } = proof;
    // A disabled account is asked for nothing more: no session begins.
    if ('email' in credentials && user.status === 'active' && hasSecondFactor(user)) {
      const [ticket] = await Promise.all([tickets.begin('sign-in', user, now), proof.settle()]);
      return { ...incomplete, ticket, ways: proofWaysOf(user) };
    }
    return await begin(parts, proof, request, now);
  };
}

const incomplete = { authenticated: false, reason: 'proof-incomplete' } as const;

/** A sign-in that begins without anybody's password: by a passkey or a company. */
async function beginAlone(
  { tickets, beginAtCompany }: AuthenticateParts,
  beginning: Beginning,
  address: string,
  now: Date,
): Promise<SignInResult> {
  if (beginning.begin === 'passkey') {
    return { ...incomplete, ticket: await tickets.begin('passkey', undefined, now), ways: ['passkey'] };
  }
  const begun = await beginAtCompany({ ...beginning, address }, now);
  if (!begun.isBegun) return { authenticated: false, reason: begun.reason };
  return { ...incomplete, ticket: begun.ticket, ways: ['company'], authorizeAt: begun.authorizeAt };
}

async function prove(
  { proveByPassword, proveByFactor, proveByCompany }: AuthenticateParts,
  credentials: Exclude<Credentials, Beginning>,
  { sourceIp: address, userAgent, cookie }: SignInRequest,
  now: Date,
): Promise<Proof> {
  if ('company' in credentials) return await proveByCompany({ ...credentials, address }, now);
  if ('ticket' in credentials) return await proveByFactor({ ...credentials, address }, now);
  return await proveByPassword({ ...credentials, address, userAgent, device: readDeviceToken(cookie) }, now);
}

async function begin(
  { sessions, devices }: AuthenticateParts,
  { user, detail, company, provenAt, settings, isKnownBrowser, settle }: Extract<Proof, { isProven: true }>,
  request: SignInRequest,
  now: Date,
): Promise<SignInResult> {
  const { sourceIp: address, userAgent, cookie } = request;
  const browser = readDeviceToken(cookie);
  const isKnown = isKnownBrowser ?? (browser !== undefined && (await devices.isKnown(browser, user.id, now)));
  const how = {
    isNewBrowser: !isKnown,
    origin: { address, userAgent },
    proof: detail,
    company,
    provenAt,
    settings,
    earlierToken: readSessionToken(cookie),
  };
  const [started] = await Promise.all([sessions.start(user, how, now), settle()]);
  if (!started.isStarted) {
    // Asked with a ticket, it was no password that is not right any more.
    const changed = 'email' in request.credentials ? 'authentication-error' : 'ticket-ended';
    return { authenticated: false, reason: started.reason === 'account-changed' ? changed : started.reason };
  }
  const { token, secondFactorDue } = started;
  const { sessionId: id, createdAt: signedInAt, expiresAt } = started.session;
  const { mustChangePassword } = user;
  const device = await devices.remember(browser, user.id, now);
  return {
    authenticated: true,
    token,
    device,
    user: { id: user.id, email: user.email, name: user.name, role: user.role, timeZone: user.timeZone },
    session: { id, signedInAt, expiresAt, mustChangePassword, secondFactorDue, company, address, userAgent },
  };
}
