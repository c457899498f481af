import type { CompanyAnswer } from '@cloudapp/contracts/sign-in';
import { companyReturnPath } from '@cloudapp/contracts/identity-provider';
import { hashToken } from '@cloudapp/data/token';
import type { StoredIdentityProvider } from '@cloudapp/data/identity-provider-item';
import { LRUCache } from 'lru-cache';
import type { ClientAuth, Configuration } from 'openid-client';
import { CompanyFault } from '../domain/company-fault.ts';
import type { CompanyWords } from '../domain/company-words.ts';
import { boundedFetch } from './bounded-fetch.ts';
import { anotherIssuer, clockOr, companyFaultOf } from './company-errors.ts';

type OpenidClient = Awaited<ReturnType<typeof load>>;

/** Few runs of a function come to it. */
const load = async () => await import('openid-client');

/** A company as it must be known to talk to it. */
export type Company = Pick<StoredIdentityProvider, 'issuer' | 'clientId' | 'scopes'>;

/** What signing in with a company came to. */
export interface CompanyAnswered {
  /** The claims of its ID token, which is of this sign-in, for CloudApp and signed by the company. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** What it has told of the same person when it was asked for more. */
  readonly more: Readonly<Record<string, unknown>>;
  /** The page where one signs out of the company, where it has one. */
  readonly signOutAt?: string | undefined;
}

/** Each call; a sign-in makes three, or four where little is known, and its step of the workflow is ended after seven seconds. */
const callSeconds = 2;
/** Companies publish new keys some days before they sign with them, and change their addresses hardly ever. */
const keepMs = 600_000;
/** Far more than there can be companies. */
const mostKept = 40;
/** A session may be noted with its sign-out page only up to so many characters. */
const longestSignOut = 512;
/** How far the clock of a company may be ahead. */
const toleranceSeconds = 60;
const millisecondsOfSecond = 1000;

/** Google has no such prompt as `login` (https://developers.google.com/identity/openid-connect/openid-connect). */
const promptsAgain: Readonly<Record<string, string>> = { 'https://accounts.google.com': 'select_account' };

interface Asked extends Company {
  readonly secret: string | undefined;
}

/**
 * Signs people in with companies by OpenID Connect Core 1.0: authorization code with PKCE, state and nonce, an ID token whose issuer,
 * audience, times and signature are checked. All methods throw CompanyFault.
 */
export class CompanySignIn {
  readonly #origin: string;
  readonly #known: LRUCache<string, Configuration, Asked>;

  /** @param origin of the pages */
  constructor(origin: string) {
    this.#origin = origin;
    this.#known = new LRUCache({
      max: mostKept,
      ttl: keepMs,
      fetchMethod: async (_key, _stale, { context }) => await discover(context, origin),
    });
  }

  /** The page of the company to go on at. */
  async authorizeAt(company: Company, words: CompanyWords, isAgain: boolean): Promise<string> {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await load();
    const configuration = await this.#of({ ...company, secret: undefined });
    const page = buildAuthorizationUrl(configuration, {
      redirect_uri: `${this.#origin}${companyReturnPath}`,
      scope: scopeOf(company),
      state: words.state,
      nonce: words.nonce,
      code_challenge: await calculatePKCECodeChallenge(words.verifier),
      code_challenge_method: 'S256',
      ...(isAgain && { prompt: promptsAgain[company.issuer] ?? 'login' }),
    });
    return page.href;
  }

  /**
   * Has the company tell whom it has signed in.
   * @param wanted claims that it is asked for once more where its ID token has not all of them: some put little into it
   */
  async complete(
    company: Company,
    secret: string | undefined,
    answer: CompanyAnswer,
    words: CompanyWords,
    wanted: readonly string[],
  ): Promise<CompanyAnswered> {
    const { authorizationCodeGrant } = await load();
    const configuration = await this.#of({ ...company, secret });
    try {
      const tokens = await authorizationCodeGrant(configuration, this.#returned(answer), {
        expectedState: words.state,
        expectedNonce: words.nonce,
        pkceCodeVerifier: words.verifier,
        idTokenExpected: true,
      });
      const told: CompanyAnswered['claims'] = tokens.claims() ?? {};
      refuseFromFuture(told['iat']);
      const isComplete = wanted.every((claim) => told[claim] !== undefined);
      const more = isComplete ? {} : await userinfo(configuration, tokens.access_token, String(told['sub']));
      return { claims: told, more, signOutAt: await this.#signOutAt(configuration) };
    } catch (error) {
      throw companyFaultOf(error);
    }
  }

  /** The address of our page with what it was opened with. */
  #returned({ state, code, error, issuer }: CompanyAnswer): URL {
    const address = new URL(`${this.#origin}${companyReturnPath}`);
    const given = { state, code, error, iss: issuer };
    for (const [name, value] of Object.entries(given)) if (value !== undefined) address.searchParams.set(name, value);
    return address;
  }

  async #signOutAt(configuration: Configuration): Promise<string | undefined> {
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    const { buildEndSessionUrl } = await load();
    const { href } = buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${this.#origin}${signedOutPath}`,
    });
    return /^https?:/.test(href) && href.length <= longestSignOut ? href : undefined;
  }

  async #of(asked: Asked): Promise<Configuration> {
    const { issuer, clientId, secret } = asked;
    const key = [issuer, clientId, secret === undefined ? '' : hashToken(secret)].join('\n');
    try {
      return await this.#known.forceFetch(key, { context: asked });
    } catch (error) {
      throw companyFaultOf(error);
    }
  }
}

/** What is asked for: who somebody is, their e-mail and name, and what the company needs to be asked to tell groups. */
export function scopeOf({ scopes }: Pick<Company, 'scopes'>): string {
  return ['openid', 'email', 'profile', ...scopes.split(' ').filter((scope) => scope !== '')].join(' ');
}

/** The path that companies send people back to who have signed out. */
export const signedOutPath = '/sign-in?signed-out';

/** Whether the pages come by plain HTTP: then a company need be no safer, and else it must be. */
export function isPlain(origin: string): boolean {
  return origin.startsWith('http:');
}

/** What a company says of itself, for a client that shows who it is as the company wants it. @param origin of the pages */
export async function discover(
  { issuer, clientId, secret }: Omit<Asked, 'scopes'>,
  origin: string,
): Promise<Configuration> {
  const client = await load();
  // oxlint-disable-next-line typescript/no-deprecated -- marked so only to stand out
  const plainHttp: (configuration: Configuration) => void = client.allowInsecureRequests;
  const configuration = await client.discovery(new URL(issuer), clientId, undefined, authenticationBy(client, secret), {
    timeout: callSeconds,
    [client.customFetch]: boundedFetch,
    execute: [client.enableNonRepudiationChecks, ...(isPlain(origin) ? [plainHttp] : [])],
  });
  if (configuration.serverMetadata().issuer !== issuer) throw new CompanyFault('company-refused', anotherIssuer);
  return configuration;
}

/** What a company tells beside its ID token of the same person (OpenID Connect Core 1.0 §5.3), where it does. */
async function userinfo(
  configuration: Configuration,
  accessToken: string,
  subject: string,
): Promise<CompanyAnswered['claims']> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  const { fetchUserInfo } = await load();
  return await fetchUserInfo(configuration, accessToken, subject);
}

/** By HTTP Basic, which is what a company understands that says nothing else (OpenID Connect Discovery 1.0 §3). */
function authenticationBy(client: OpenidClient, secret: string | undefined): ClientAuth {
  if (secret === undefined) return client.None();
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (company, ...rest) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = company;
    (methods.includes('client_secret_basic') ? basic : post)(company, ...rest);
  };
}

/** The library looks at ends alone. */
function refuseFromFuture(issuedAt: unknown): void {
  const ahead = Number(issuedAt) - Date.now() / millisecondsOfSecond;
  if (ahead > toleranceSeconds) throw new CompanyFault(clockOr(ahead), 'its token was issued in the future');
}
