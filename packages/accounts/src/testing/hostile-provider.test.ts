import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { companyReturnPath } from '@cloudapp/contracts/identity-provider';
import type { CompanyAnswer } from '@cloudapp/contracts/sign-in';
import { startHostileProvider, type HostileProvider, type PersonClaims } from './hostile-provider.ts';
import { providerFaults, type ProviderFault } from './provider-faults.ts';

const returnAddress = `http://localhost:8080${companyReturnPath}`;
const MANY_BYTES = 50 * 2 ** 20;
type Wish = Parameters<typeof startHostileProvider>[0];

async function givenProvider(wish: Wish = {}): Promise<HostileProvider> {
  const provider = await startHostileProvider(wish);
  onTestFinished(provider.close);
  return provider;
}

async function discover(provider: HostileProvider, proveBy = ClientSecretBasic): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = provider;
  return await discovery(new URL(issuer), clientId, undefined, proveBy(clientSecret), {
    // oxlint-disable-next-line typescript/no-deprecated -- marked so only to stand out; this goes to loopback
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  });
}

/** A client that does all that it should. */
async function begin(configuration: Configuration, changed: Record<string, string> = {}) {
  const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  const authorizeAt = buildAuthorizationUrl(configuration, {
    redirect_uri: returnAddress,
    scope: 'openid email profile',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...changed,
  }).href;
  return { authorizeAt, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

/** Where the browser is after a company's page. */
function addressOf({ issuer: iss, ...answer }: CompanyAnswer): URL {
  const back = new URL(returnAddress);
  for (const [name, value] of Object.entries({ ...answer, iss })) {
    if (value !== undefined) back.searchParams.set(name, value);
  }
  return back;
}

async function signInWith(configuration: Configuration, provider: HostileProvider, claims?: PersonClaims) {
  const { authorizeAt, checks } = await begin(configuration);
  const back = addressOf(await provider.signIn(authorizeAt, claims));
  const redeem = async () => await authorizationCodeGrant(configuration, back, checks);
  return { redeem, tokens: await redeem() };
}

async function signIn(wish: Wish, claims?: PersonClaims) {
  const provider = await givenProvider(wish);
  const { tokens } = await signInWith(await discover(provider), provider, claims);
  return tokens.claims();
}

const metadataAt = ({ issuer }: HostileProvider) => `${issuer}/.well-known/openid-configuration`;

test('without a fault somebody signs in, with what the company says of people', async () => {
  const claims = await signIn({});

  expect(claims).toMatchObject({ email_verified: true, name: 'Ada Lovelace', groups: ['research'] });
});

test('whoever signs in is somebody else each time, or who the test says', async () => {
  const provider = await givenProvider();
  const configuration = await discover(provider);
  const subjectOf = async (claims?: PersonClaims) =>
    (await signInWith(configuration, provider, claims)).tokens.claims()?.sub;

  const subjects = [await subjectOf(), await subjectOf(), await subjectOf({ sub: 'ada', email: 'ada@example.com' })];

  expect(new Set(subjects).size).toBe(3);
  expect(subjects[2]).toBe('ada');
});

test('a client may be one that sends its secret in the body, and then in no other way', async () => {
  const provider = await givenProvider({ clientAuthentication: 'client_secret_post' });
  const [configuration, other] = [await discover(provider, ClientSecretPost), await discover(provider)];

  const { tokens } = await signInWith(configuration, provider);

  expect(tokens.claims()).toBeDefined();
  await expect(signInWith(other, provider)).rejects.toMatchObject({ error: 'invalid_client' });
});

test.each([
  ['code_challenge_method', { code_challenge_method: 'plain' }],
  ['nonce', { nonce: '' }],
  ['state', { state: '' }],
  ['scope', { scope: 'email' }],
  ['redirect_uri', { redirect_uri: 'http://localhost:8080/elsewhere' }],
  ['client_id', { client_id: 'somebody-else' }],
])('nobody is sent back to a client that is careless of the %s', async (name, changed) => {
  const provider = await givenProvider();
  const { authorizeAt } = await begin(await discover(provider), changed);

  await expect(provider.signIn(authorizeAt)).rejects.toThrow(name);
});

test('a code is good once', async () => {
  const provider = await givenProvider();
  const { redeem } = await signInWith(await discover(provider), provider);

  await expect(redeem()).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('a code is good with the verifier of its challenge alone', async () => {
  const provider = await givenProvider();
  const configuration = await discover(provider);
  const { authorizeAt, checks } = await begin(configuration);
  const back = addressOf(await provider.signIn(authorizeAt));

  const redeemed = authorizationCodeGrant(configuration, back, {
    ...checks,
    pkceCodeVerifier: randomPKCECodeVerifier(),
  });

  await expect(redeemed).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('after its keys were rotated, who reads them anew signs people in', async () => {
  const provider = await givenProvider();
  await signInWith(await discover(provider), provider);

  await provider.rotateKeys();
  const { tokens } = await signInWith(await discover(provider), provider);

  expect(tokens.claims()).toBeDefined();
  expect(provider.requests.filter((request) => request === 'GET /keys')).toHaveLength(2);
});

const wrongAlgorithm = { cause: { message: expect.stringContaining('JWT "alg"') as string } };
const answeredWith = (status: number) => ({ cause: expect.objectContaining({ status }) as Response });

/** What the library itself makes of each fault that it sees. */
const seenByLibrary = {
  'discovery of another issuer': { code: 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' },
  'discovery with an error of the server': { code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' },
  'discovery that redirects': { code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' },
  'return denied': { error: 'access_denied' },
  'return with the issuer of another company': { code: 'OAUTH_INVALID_RESPONSE' },
  'return without issuer': { code: 'OAUTH_INVALID_RESPONSE' },
  'token answer with an error of the server': answeredWith(500),
  'token answer of too many requests': { status: 429 },
  'token answer in HTML': { code: 'OAUTH_RESPONSE_IS_NOT_JSON' },
  'token answer of another type': { code: 'OAUTH_UNSUPPORTED_OPERATION' },
  'token answer without ID token': { code: 'OAUTH_INVALID_RESPONSE' },
  'code used before': { error: 'invalid_grant' },
  'keys by the thousand': { code: 'OAUTH_KEY_SELECTION_FAILED' },
  'signed by nobody': wrongAlgorithm,
  'signed with the public key as PEM': wrongAlgorithm,
  'signed with the public key as JWK': wrongAlgorithm,
  'signed with the client secret': wrongAlgorithm,
  'signed by another key of the same id': { cause: { message: 'JWT signature verification failed' } },
  'signed by a key of unknown id': { code: 'OAUTH_KEY_SELECTION_FAILED' },
  'issuer of the ID token wrong': { code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' },
  'audience wrong': { code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' },
  'audiences with another authorized party': { code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' },
  'nonce wrong': { code: 'OAUTH_JWT_CLAIM_COMPARISON_FAILED' },
  'nonce missing': { code: 'OAUTH_INVALID_RESPONSE' },
  'subject missing': { code: 'OAUTH_INVALID_RESPONSE' },
  'ID token expired': { code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' },
  'ID token not valid before the future': { code: 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' },
} as const satisfies Partial<Record<ProviderFault, object>>;

test.each(Object.entries(seenByLibrary))('%s: the library sees it', async (fault, seen) => {
  await expect(signIn({ fault: fault as ProviderFault })).rejects.toMatchObject(seen);
});

/** What the library lets pass: it is the client's to see. */
const seenByClaims = {
  'subject too long': { sub: expect.stringMatching(/^s{300}$/) as string },
  'ID token issued in the future': { iat: expect.toSatisfy((at: number) => at > Date.now() / 1000 + 900) as number },
  'e-mail verified as text': { email_verified: 'true' },
  'e-mail unverified': { email_verified: false },
} as const satisfies Partial<Record<ProviderFault, object>>;

test.each(Object.entries(seenByClaims))('%s: the claims have it', async (fault, seen) => {
  await expect(signIn({ fault: fault as ProviderFault })).resolves.toMatchObject(seen);
});

const endless = {
  'discovery without end': async (provider: HostileProvider) => await fetch(metadataAt(provider)),
  'keys without end': async (provider: HostileProvider) => await fetch(`${provider.issuer}/keys`),
  'token answer without end': async (provider: HostileProvider) =>
    await fetch(`${provider.issuer}/token`, { method: 'POST' }),
} as const satisfies Partial<Record<ProviderFault, unknown>>;

test.each(Object.entries(endless))('%s: there is always more', async (fault, ask) => {
  const answer = await ask(await givenProvider({ fault: fault as ProviderFault }));

  expect(answer.headers.has('content-length')).toBe(false);
  expect(await readAtLeast(MANY_BYTES, answer)).toBeGreaterThanOrEqual(MANY_BYTES);
});

test('discovery that never answers: the request arrives, and nothing comes back', async () => {
  const provider = await givenProvider({ fault: 'discovery that never answers' });

  const asked = fetch(metadataAt(provider), { signal: AbortSignal.timeout(250) });

  await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(provider.requests).toEqual(['GET /.well-known/openid-configuration']);
});

test('discovery that redirects: what it leads to would be right', async () => {
  const provider = await givenProvider({ fault: 'discovery that redirects' });

  const followed = await fetch(metadataAt(provider));

  expect(await followed.json()).toMatchObject({ issuer: provider.issuer });
});

test('keys by the thousand: they are ten, and none is the right one', async () => {
  const provider = await givenProvider({ fault: 'keys by the thousand' });

  const { keys } = (await (await fetch(`${provider.issuer}/keys`)).json()) as { keys: unknown[] };

  expect(keys).toHaveLength(10_000);
});

test('signed by nobody: the token has no signature, and claims that are right', async () => {
  const provider = await givenProvider({ fault: 'signed by nobody' });
  const { authorizeAt, checks } = await begin(await discover(provider));
  const { code = '' } = await provider.signIn(authorizeAt);

  const answer = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    headers: { authorization: basic(provider) },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: returnAddress,
      code_verifier: checks.pkceCodeVerifier,
    }),
  });

  const { id_token: token } = (await answer.json()) as { id_token: string };
  expect(token).toMatch(/\.$/);
  expect(decodeJwt(token)).toMatchObject({ iss: provider.issuer, nonce: checks.expectedNonce });
});

test('each fault is looked at here', () => {
  const looked = [seenByLibrary, seenByClaims, endless, { 'discovery that never answers': true }].flatMap(Object.keys);

  expect(looked.toSorted()).toEqual(Object.keys(providerFaults).toSorted());
});

function basic({ clientId, clientSecret }: HostileProvider): string {
  return `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString('base64')}`;
}

async function readAtLeast(bytes: number, { body }: Response): Promise<number> {
  let read = 0;
  for await (const chunk of body ?? []) {
    read += (chunk as Uint8Array).byteLength;
    if (read >= bytes) break;
  }
  return read;
}
