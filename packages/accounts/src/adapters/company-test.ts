import { companyReturnPath, testSteps, type TestedProvider } from '@cloudapp/contracts/identity-provider';
import type { Configuration } from 'openid-client';
import * as z from 'zod';
import { CompanyFault } from '../domain/company-fault.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { anotherIssuer, companyFaultOf } from './company-errors.ts';
import { discover, scopeOf, type Company } from './company-sign-in.ts';

type Step = TestedProvider['steps'][number];

interface Tried {
  readonly company: Company;
  readonly configuration: Configuration;
  /** Of the pages. */
  readonly origin: string;
}

/** Whoever knows the client says that there is no such code; whoever does not says that first (RFC 6749 §5.2). */
const noCode = 'none';
const callMs = 2000;

/** Looks in the order of `testSteps`; each answers what there is to say, or throws what is wrong. */
const looks: readonly [step: Step['step'], look: (tried: Tried) => Promise<string>][] = [
  ['issuer', ({ company }) => Promise.resolve(company.issuer)],
  ['offers', lookAtOffers],
  ['keys', lookAtKeys],
  ['client', lookAtClient],
];

/**
 * Tries a company without signing in: whether it answers, as whom, whether it offers what a sign-in takes, has keys, and accepts our
 * client and its secret. What comes after the first fault is skipped.
 */
export async function testCompany(company: Company, secret: string | undefined, origin: string): Promise<Step[]> {
  const steps: Step[] = [];
  try {
    const configuration = await discover({ ...company, secret }, origin);
    steps.push({ step: 'address', outcome: 'good' });
    for (const [step, look] of looks) {
      steps.push(await outcomeOf(step, () => look({ company, configuration, origin })));
      if (steps.at(-1)?.outcome === 'bad') break;
    }
  } catch (error) {
    steps.push(...failedToDiscover(companyFaultOf(error)));
  }
  return testSteps.map((step) => steps.find((one) => one.step === step) ?? { step, outcome: 'skipped' });
}

/** An issuer that says to be another has at least answered. */
function failedToDiscover({ message: detail }: CompanyFault): Step[] {
  if (detail !== anotherIssuer) return [{ step: 'address', outcome: 'bad', detail }];
  return [
    { step: 'address', outcome: 'good' },
    { step: 'issuer', outcome: 'bad', detail },
  ];
}

async function outcomeOf(step: Step['step'], look: () => Promise<string>): Promise<Step> {
  try {
    return { step, outcome: 'good', detail: await look() };
  } catch (error) {
    return { step, outcome: 'bad', detail: companyFaultOf(error).message };
  }
}

function lookAtOffers({ company, configuration }: Tried): Promise<string> {
  const metadata = configuration.serverMetadata();
  const { authorization_endpoint: page, token_endpoint: token, jwks_uri: keys } = metadata;
  if ([page, token, keys].includes(undefined)) throw fault('it names no page, no address for tokens or no keys');
  const methods = metadata.code_challenge_methods_supported;
  if (methods !== undefined && !methods.includes('S256')) throw fault('it does not offer PKCE with S256');
  const scopes = metadata.scopes_supported;
  const missing = scopeOf(company)
    .split(' ')
    .filter((scope) => scopes !== undefined && !scopes.includes(scope));
  if (missing.length > 0) throw fault(`it does not list the scopes ${missing.join(', ')}`);
  return Promise.resolve(
    metadata.end_session_endpoint === undefined ? 'No page to sign out at' : 'With a page to sign out at',
  );
}

const keysSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string(), use: z.string().optional() })) });

async function lookAtKeys({ configuration }: Tried): Promise<string> {
  const { jwks_uri: address = '' } = configuration.serverMetadata();
  const answer = await boundedFetch(address, {
    method: 'GET',
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(callMs),
    body: undefined,
  });
  const { data } = keysSchema.safeParse(await answer.json().catch(() => undefined));
  const count = data?.keys.filter(({ use = 'sig' }) => use === 'sig').length ?? 0;
  if (count === 0) throw fault('it has no keys that tokens are signed with');
  return count === 1 ? '1 key' : `${count} keys`;
}

async function lookAtClient({ configuration, origin }: Tried): Promise<string> {
  const { genericGrantRequest, randomPKCECodeVerifier } = await import('openid-client');
  try {
    await genericGrantRequest(configuration, 'authorization_code', {
      code: noCode,
      redirect_uri: `${origin}${companyReturnPath}`,
      code_verifier: randomPKCECodeVerifier(),
    });
  } catch (error) {
    if (error instanceof Error && 'error' in error && error.error === 'invalid_grant') return 'Accepted';
    throw error;
  }
  throw fault('it accepts a code that there is not');
}

function fault(detail: string): CompanyFault {
  return new CompanyFault('company-refused', detail);
}
