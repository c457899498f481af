import { randomBytes } from 'node:crypto';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import type { ProviderFault } from './provider-faults.ts';

/** What a clock that runs wrong may well be off. */
const OFF_SECONDS = 1800;

/** A key pair of a company, RS256. */
export interface ProviderKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** The public one, as the company's key set has it. */
  readonly jwk: JWK & { readonly kid: string };
}

export async function makeProviderKey(kid = randomBytes(8).toString('hex')): Promise<ProviderKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

type Change = (claims: JWTPayload) => JWTPayload;

const secondsOf = (claims: JWTPayload): number => claims.iat ?? 0;
const without =
  (name: string): Change =>
  (claims) =>
    Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name));
const withClaims =
  (changed: JWTPayload): Change =>
  (claims) => ({ ...claims, ...changed });

const claimFaults: Partial<Record<ProviderFault, Change>> = {
  'issuer of the ID token wrong': withClaims({ iss: 'http://127.0.0.1:9' }),
  'audience wrong': withClaims({ aud: 'somebody-else' }),
  'audiences with another authorized party': (claims) => ({
    ...claims,
    aud: [String(claims.aud), 'somebody-else'],
    azp: 'somebody-else',
  }),
  'nonce wrong': withClaims({ nonce: randomBytes(32).toString('base64url') }),
  'nonce missing': without('nonce'),
  'subject missing': without('sub'),
  'subject too long': withClaims({ sub: 's'.repeat(300) }),
  'ID token expired': (claims) => ({
    ...claims,
    iat: secondsOf(claims) - 2 * OFF_SECONDS,
    exp: secondsOf(claims) - OFF_SECONDS,
  }),
  'ID token issued in the future': (claims) => ({
    ...claims,
    iat: secondsOf(claims) + OFF_SECONDS,
    exp: secondsOf(claims) + 2 * OFF_SECONDS,
  }),
  'ID token not valid before the future': (claims) => ({ ...claims, nbf: secondsOf(claims) + OFF_SECONDS }),
  'e-mail verified as text': withClaims({ email_verified: 'true' }),
  'e-mail unverified': withClaims({ email_verified: false }),
};

type Sign = (claims: JWTPayload, key: ProviderKey, clientSecret: string) => Promise<string>;

const signWith = async (claims: JWTPayload, { privateKey, jwk }: ProviderKey): Promise<string> =>
  await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: jwk.kid }).sign(privateKey);

/** What RFC 8725 §2.1 warns of: the public key taken for a secret that both sides share. */
const signWithShared = async (claims: JWTPayload, kid: string, shared: string): Promise<string> =>
  await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(new TextEncoder().encode(shared));

// Made before anybody asks for a token: an RSA key can take longer on a busy computer than whoever asks waits.
const strangersKey = makeProviderKey();

const signatureFaults: Partial<Record<ProviderFault, Sign>> = {
  'signed by nobody': async (claims) => Promise.resolve(new UnsecuredJWT(claims).encode()),
  'signed with the public key as PEM': async (claims, { publicKey, jwk }) =>
    signWithShared(claims, jwk.kid, await exportSPKI(publicKey)),
  'signed with the public key as JWK': async (claims, { jwk }) => signWithShared(claims, jwk.kid, JSON.stringify(jwk)),
  'signed with the client secret': async (claims, { jwk }, secret) => signWithShared(claims, jwk.kid, secret),
  'signed by another key of the same id': async (claims, { jwk: { kid } }) => {
    const stranger = await strangersKey;
    return await signWith(claims, { ...stranger, jwk: { ...stranger.jwk, kid } });
  },
  'signed by a key of unknown id': async (claims) => signWith(claims, await strangersKey),
};

/** An ID token as the fault has it; a good one where the fault is of something else. */
export async function forgeIdToken(
  fault: ProviderFault | undefined,
  good: JWTPayload,
  { key, clientSecret }: { readonly key: ProviderKey; readonly clientSecret: string },
): Promise<string> {
  const change = fault && claimFaults[fault];
  const sign = (fault && signatureFaults[fault]) ?? signWith;
  return await sign(change?.(good) ?? good, key, clientSecret);
}
