import { privateKeyFile, publicKeyLine, type KeyParts } from './openssh-file.ts';
import { concatenate, fromBase64Url, lengthPrefixed, positiveInteger, type Bytes } from './wire-format.ts';

export interface GeneratedKey {
  /** The line for `authorized_keys`. */
  readonly publicKey: string;
  /** The content of an OpenSSH private key file. */
  readonly privateKey: string;
}

/** Makes a key pair here; the private part exists in the returned text and nowhere else. */
export async function generateKey(
  comment: string,
  subtle: SubtleCrypto = globalThis.crypto.subtle,
): Promise<GeneratedKey> {
  const key = (await generateEd25519(subtle)) ?? (await generateP256(subtle));
  const check = globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return { publicKey: publicKeyLine(key, comment), privateKey: privateKeyFile(key, comment, check) };
}

async function generateEd25519(subtle: SubtleCrypto): Promise<KeyParts | undefined> {
  let pair: CryptoKeyPair;
  try {
    pair = await subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify']);
  } catch {
    // Chrome before 137 and Firefox before 129 do not know Ed25519.
    return undefined;
  }
  const jwk = await subtle.exportKey('jwk', pair.privateKey);
  const [publicKey, seed] = [fieldOf(jwk, 'x'), fieldOf(jwk, 'd')];
  return {
    type: 'ssh-ed25519',
    publicBlob: concatenate(lengthPrefixed('ssh-ed25519'), lengthPrefixed(publicKey)),
    privateFields: concatenate(lengthPrefixed(publicKey), lengthPrefixed(concatenate(seed, publicKey))),
  };
}

async function generateP256(subtle: SubtleCrypto): Promise<KeyParts> {
  const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const jwk = await subtle.exportKey('jwk', pair.privateKey);
  const point = concatenate(Uint8Array.of(4), fieldOf(jwk, 'x'), fieldOf(jwk, 'y'));
  const curveAndPoint = concatenate(lengthPrefixed('nistp256'), lengthPrefixed(point));
  return {
    type: 'ecdsa-sha2-nistp256',
    publicBlob: concatenate(lengthPrefixed('ecdsa-sha2-nistp256'), curveAndPoint),
    privateFields: concatenate(curveAndPoint, positiveInteger(fieldOf(jwk, 'd'))),
  };
}

function fieldOf(jwk: JsonWebKey, name: 'x' | 'y' | 'd'): Bytes {
  const value = jwk[name];
  if (value === undefined) throw new Error(`The browser exported a key without ${name}`);
  return fromBase64Url(value);
}
