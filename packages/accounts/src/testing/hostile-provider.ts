import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { companyReturnPath } from '@cloudapp/contracts/identity-provider';
import type { CompanyAnswer } from '@cloudapp/contracts/sign-in';
import type { JWTPayload } from 'jose';
import { forgeIdToken, makeProviderKey, type ProviderKey } from './forged-id-token.ts';
import type { ProviderFault } from './provider-faults.ts';
import { answerJson, providerPaths as paths, spoiltAnswer } from './spoilt-answer.ts';

const LIFE_SECONDS = 600;

/** What a company says of a person: claims of the ID token. */
export type PersonClaims = JWTPayload & {
  readonly sub?: string;
  readonly email?: string;
  readonly email_verified?: unknown;
  readonly name?: string;
  readonly groups?: unknown;
};

interface ProviderWish {
  /** The one way in which it misbehaves. @default none */
  readonly fault?: ProviderFault;
  /** How the client proves itself; the other way is refused. @default client_secret_basic */
  readonly clientAuthentication?: 'client_secret_basic' | 'client_secret_post';
  /** What it leaves out of the ID token and tells who asks. @default nothing, and nobody can ask */
  readonly apart?: Apart;
}

/** What is told apart from the ID token, and of whom instead, where it is of somebody else. */
interface Apart {
  readonly claims: readonly string[];
  readonly subject?: string;
}

/** A company's server on a port of its own of this computer, and the browser of a person who signs in there. */
export interface HostileProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it was asked, as `METHOD /path`, in order. */
  readonly requests: readonly string[];
  /**
   * Opens the page that a sign-in was sent to, as somebody with these claims, and gives what the browser comes back with.
   * @param claims over those of somebody good, of whom there is one each time
   * @throws Error when the address asks for what a careful client does not
   */
  readonly signIn: (authorizeAt: string, claims?: PersonClaims) => Promise<CompanyAnswer>;
  /** From now on it signs by another key, and its key set has that one alone. */
  readonly rotateKeys: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly returnAddress: string;
  readonly claims: JWTPayload;
}

interface Provider {
  readonly wish: ProviderWish;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly grants: Map<string, Grant>;
  /** By access token. */
  readonly told: Map<string, JWTPayload>;
  key: ProviderKey;
  /** Whoever is at the browser. */
  person: PersonClaims;
}

/** An OpenID provider that behaves well, but for the fault that it was told. */
export async function startHostileProvider(wish: ProviderWish = {}): Promise<HostileProvider> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    requests.push(`${request.method ?? ''} ${url.pathname}`);
    answer(provider, url, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const provider: Provider = {
    wish,
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: 'cloudapp',
    // Signs that must be encoded in a header of client_secret_basic (RFC 6749 §2.3.1).
    clientSecret: `${randomBytes(24).toString('base64url')}:%+ /`,
    grants: new Map(),
    told: new Map(),
    key: await makeProviderKey(),
    person: {},
  };
  const { issuer, clientId, clientSecret } = provider;
  return {
    issuer,
    clientId,
    clientSecret,
    requests,
    signIn: async (authorizeAt, claims = {}) => {
      provider.person = claims;
      return await openInBrowser(authorizeAt);
    },
    rotateKeys: async () => {
      provider.key = await makeProviderKey();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(provider: Provider, url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const instead = spoiltAnswer(provider.wish.fault, url.pathname);
  if (instead) {
    instead(response, provider.issuer);
    return;
  }
  switch (url.pathname) {
    case paths.discovery:
    case paths.elsewhere:
      answerJson(response, 200, metadataOf(provider));
      return;
    case paths.keys:
      answerJson(response, 200, { keys: [provider.key.jwk] });
      return;
    case paths.authorize:
      authorize(provider, url.searchParams, response);
      return;
    case paths.userinfo:
      tellMore(provider, request, response);
      return;
    case paths.token:
      await exchange(provider, request, response);
      return;
    default:
      answerJson(response, 404, { error: 'not_found' });
  }
}

function metadataOf({ issuer, wish }: Provider) {
  return {
    issuer: wish.fault === 'discovery of another issuer' ? 'http://127.0.0.1:9' : issuer,
    authorization_endpoint: issuer + paths.authorize,
    token_endpoint: issuer + paths.token,
    jwks_uri: issuer + paths.keys,
    ...(wish.apart && { userinfo_endpoint: issuer + paths.userinfo }),
    end_session_endpoint: issuer + paths.endSession,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: [wish.clientAuthentication ?? 'client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** Where a company shows its page; whoever comes here is signed in by coming. */
function authorize(provider: Provider, asked: URLSearchParams, response: ServerResponse): void {
  const wrong = wrongIn(provider, asked);
  if (wrong !== undefined) {
    answerJson(response, 400, { error: 'invalid_request', error_description: wrong });
    return;
  }
  const returnAddress = asked.get('redirect_uri') ?? '';
  const back = new URL(returnAddress);
  back.searchParams.set('state', asked.get('state') ?? '');
  const issuer = issuerInReturn(provider);
  if (issuer !== undefined) back.searchParams.set('iss', issuer);
  if (provider.wish.fault === 'return denied') {
    back.searchParams.set('error', 'access_denied');
  } else {
    const code = randomBytes(24).toString('base64url');
    const claims = goodClaims(provider, asked.get('nonce') ?? '');
    provider.grants.set(code, { challenge: asked.get('code_challenge') ?? '', returnAddress, claims });
    back.searchParams.set('code', code);
  }
  response.writeHead(302, { location: back.href });
  response.end();
}

/** The first thing that a careful client would not have asked so, if any. */
function wrongIn({ clientId }: Provider, asked: URLSearchParams): string | undefined {
  const isLong = (name: string) => (asked.get(name) ?? '').length >= 43; // 256 bits in base64url
  const returnAddress = asked.get('redirect_uri') ?? '';
  const checks: Readonly<Record<string, boolean>> = {
    response_type: asked.get('response_type') === 'code',
    client_id: asked.get('client_id') === clientId,
    redirect_uri: URL.canParse(returnAddress) && new URL(returnAddress).pathname === companyReturnPath,
    scope: (asked.get('scope') ?? '').split(' ').includes('openid'),
    code_challenge_method: asked.get('code_challenge_method') === 'S256',
    code_challenge: isLong('code_challenge'),
    state: isLong('state'),
    nonce: isLong('nonce'),
  };
  return Object.keys(checks).find((name) => checks[name] === false);
}

function issuerInReturn({ issuer, wish }: Provider): string | undefined {
  if (wish.fault === 'return without issuer') return undefined;
  return wish.fault === 'return with the issuer of another company' ? 'http://127.0.0.1:9' : issuer;
}

function goodClaims({ issuer, clientId, person }: Provider, nonce: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  const sub = randomBytes(8).toString('hex');
  return {
    iss: issuer,
    aud: clientId,
    sub,
    nonce,
    iat: now,
    exp: now + LIFE_SECONDS,
    auth_time: now,
    email: `${sub}@example.com`,
    email_verified: true,
    name: 'Ada Lovelace',
    groups: ['research'],
    ...person,
  };
}

/** The token endpoint: a code is good once, for whom and where it was given, with the verifier of its challenge (RFC 7636 §4.6). */
async function exchange(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { fault } = provider.wish;
  const body = new URLSearchParams(await text(request));
  if (!isClient(provider, request, body)) {
    answerJson(response, 401, { error: 'invalid_client' });
    return;
  }
  const code = body.get('code') ?? '';
  const grant = provider.grants.get(code);
  provider.grants.delete(code);
  if (grant === undefined || fault === 'code used before' || !isRedeemable(grant, body)) {
    answerJson(response, 400, { error: 'invalid_grant' });
    return;
  }
  const accessToken = randomBytes(24).toString('base64url');
  provider.told.set(accessToken, grant.claims);
  const isInToken = ([claim]: [string, unknown]) => !provider.wish.apart?.claims.includes(claim);
  const claims = Object.fromEntries(Object.entries(grant.claims).filter(isInToken));
  answerJson(response, 200, {
    access_token: accessToken,
    token_type: fault === 'token answer of another type' ? 'mac' : 'Bearer',
    expires_in: LIFE_SECONDS,
    ...(fault !== 'token answer without ID token' && { id_token: await forgeIdToken(fault, claims, provider) }),
  });
}

/** The userinfo endpoint (OpenID Connect Core 1.0 §5.3). */
function tellMore({ told, wish }: Provider, { headers }: IncomingMessage, response: ServerResponse): void {
  const claims = told.get((headers.authorization ?? '').replace('Bearer ', ''));
  const subject = wish.apart?.subject ?? claims?.sub;
  answerJson(response, claims ? 200 : 401, claims ? { ...claims, sub: subject } : { error: 'invalid_token' });
}

function isClient(
  { wish, clientId, clientSecret }: Provider,
  { headers }: IncomingMessage,
  body: URLSearchParams,
): boolean {
  if (wish.clientAuthentication === 'client_secret_post') {
    return body.get('client_id') === clientId && body.get('client_secret') === clientSecret;
  }
  const [scheme, credentials = ''] = (headers.authorization ?? '').split(' ');
  const pair = new URLSearchParams(`p=${Buffer.from(credentials, 'base64').toString().replace(':', '&p=')}`);
  const [id, secret] = pair.getAll('p');
  return scheme === 'Basic' && id === clientId && secret === clientSecret;
}

function isRedeemable(grant: Grant, body: URLSearchParams): boolean {
  const challenge = createHash('sha256')
    .update(body.get('code_verifier') ?? '')
    .digest('base64url');
  return (
    body.get('grant_type') === 'authorization_code' &&
    body.get('redirect_uri') === grant.returnAddress &&
    challenge === grant.challenge
  );
}

async function openInBrowser(address: string): Promise<CompanyAnswer> {
  const response = await fetch(address, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`The company does not go on: ${await response.text()}`);
  const came = new URL(location).searchParams;
  const [code, error, issuer] = [came.get('code'), came.get('error'), came.get('iss')];
  return {
    state: came.get('state') ?? '',
    ...(code !== null && { code }),
    ...(error !== null && { error }),
    ...(issuer !== null && { issuer }),
  };
}
