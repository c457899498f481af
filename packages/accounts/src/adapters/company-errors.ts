import * as z from 'zod';
import { CompanyFault } from '../domain/company-fault.ts';
import { AnswerTooLongError } from './bounded-fetch.ts';

/** What is wrong with a company that names another issuer than the one it was asked as. */
export const anotherIssuer = 'it says to be another issuer';

/** Codes of `openid-client` and `oauth4webapi`, and what is wrong where they say so; other faults are told by their code. */
const wordings: Readonly<Record<string, string>> = {
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'a claim of its token is not what it must be',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: anotherIssuer,
  OAUTH_INVALID_RESPONSE: 'its answer is not what it must be',
  OAUTH_INVALID_REQUEST: 'its answer is not what it must be',
  OAUTH_PARSE_ERROR: 'its answer cannot be read',
  OAUTH_RESPONSE_IS_NOT_JSON: 'its answer cannot be read',
  OAUTH_KEY_SELECTION_FAILED: 'it has no key that its token is signed with',
  OAUTH_WWW_AUTHENTICATE_CHALLENGE: 'it does not accept our client and its secret',
  OAUTH_UNSUPPORTED_OPERATION: 'its token is not signed as it must be',
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'it names an address that is not https',
};

/** Errors by which a company says that somebody did not want to, or may not (RFC 6749 §4.1.2.1, OpenID Connect Core 1.0 §3.1.2.6). */
const denials = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);
const passing = new Set(['server_error', 'temporarily_unavailable', 'slow_down']);
const secondsOfHour = 3600;

/** Why a company signed nobody in, from what talking to it came to. */
export function companyFaultOf(error: unknown): CompanyFault {
  if (error instanceof CompanyFault) return error;
  if (isSaid(error)) return faultSaid(error);
  for (const one of withCauses(error)) {
    const fault =
      one instanceof AnswerTooLongError
        ? new CompanyFault('company-refused', 'its answer does not end', one)
        : faultIn(one);
    if (fault !== undefined) return fault;
  }
  return new CompanyFault('company-refused', 'its answer is not what it must be', error);
}

/** An error that the company itself has sent. */
interface Said {
  readonly error: string;
  readonly status?: number;
}

function isSaid(error: unknown): error is Said {
  return typeof error === 'object' && error !== null && 'error' in error && typeof error.error === 'string';
}

function faultSaid(said: Said): CompanyFault {
  if (denials.has(said.error)) return new CompanyFault('company-denied', 'it did not sign them in', said);
  if (passing.has(said.error) || isBusy(said.status)) return unavailable('it cannot at the moment', said);
  if (said.error === 'invalid_client')
    return new CompanyFault('company-refused', 'it does not accept our client and its secret', said);
  if (said.error === 'invalid_grant') return new CompanyFault('company-refused', 'it does not accept the code', said);
  return new CompanyFault('company-refused', 'it says that our request is wrong', said);
}

function* withCauses(error: unknown): Generator {
  for (let one = error; one !== undefined; one = one instanceof Error ? one.cause : undefined) yield one;
}

function faultIn(error: unknown): CompanyFault | undefined {
  if (error instanceof Response) {
    return isBusy(error.status) ? unavailable('it cannot at the moment', error) : undefined;
  }
  if (error instanceof TypeError && error.message === 'fetch failed') return unavailable('it cannot be reached', error);
  const code = codeOf(error);
  if (code === 'OAUTH_TIMEOUT' || isTimeout(error)) return unavailable('it did not answer in time', error);
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return untimely(error);
  const wording = code === undefined ? undefined : wordings[code];
  return wording === undefined ? undefined : new CompanyFault('company-refused', wording, error);
}

/** When the token would be good, from what the library says beside its error. */
function untimely(error: unknown): CompanyFault {
  const wording = 'its token is too old, or of the future';
  for (const one of withCauses(error)) {
    const { data } = timesSchema.safeParse(one);
    const at = data?.claims[data.claim];
    if (data !== undefined && typeof at === 'number') return new CompanyFault(clockOr(at - data.now), wording, error);
  }
  return new CompanyFault('company-refused', wording, error);
}

const timesSchema = z.object({ now: z.number(), claim: z.string(), claims: z.record(z.string(), z.unknown()) });

/** Up to an hour it is a clock that runs wrong, and more is nobody's clock. @param seconds that it is off */
export function clockOr(seconds: number): 'company-clock' | 'company-refused' {
  return Math.abs(seconds) <= secondsOfHour ? 'company-clock' : 'company-refused';
}

function unavailable(detail: string, cause: unknown): CompanyFault {
  return new CompanyFault('company-unavailable', detail, cause);
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

function isBusy(status = 0): boolean {
  return status >= 500 || status === 429;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
