import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson, sha256 } from './digest.ts';
import { chainsOfDay } from './seal.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What is signed of a day: how far each of its chains goes, and the root of the day before. */
export const rootStatementSchema = z.object({
  format: z.literal('cloudapp-audit-root/1'),
  day: z.iso.date(),
  /** The hash of the root of the day before; null for the day with which sealing began. */
  previous: hash.nullable(),
  /** The last position and its hash, of each chain in order. */
  chains: z.array(z.object({ position: z.int().min(0), hash })).length(chainsOfDay),
  signedAt: z.iso.datetime(),
  /** The key as AWS KMS names it. */
  keyArn: z.string(),
});

/** The root of a day: the statement, and the ECDSA signature (P-256, SHA-256, DER in base 64) of its canonical JSON. */
export const rootSchema = z.object({ statement: rootStatementSchema, signature: z.base64() });

export type RootStatement = Readonly<z.output<typeof rootStatementSchema>>;
export type Root = Readonly<z.output<typeof rootSchema>>;

/** The SHA-256 of a root's statement, by which the root of the next day names it. */
export function rootHash({ statement }: Pick<Root, 'statement'>): string {
  return sha256(canonicalJson(statement));
}

/** What a key signs of a statement: the 32 bytes of its SHA-256. */
export function rootDigest(statement: RootStatement): Uint8Array {
  return createHash('sha256').update(canonicalJson(statement), 'utf8').digest();
}

/** Whether the owner of a key signed a root. */
export function isSignedBy({ statement, signature }: Root, key: KeyObject): boolean {
  return verify('sha256', Buffer.from(canonicalJson(statement), 'utf8'), key, Buffer.from(signature, 'base64'));
}

/**
 * A public key from its PEM.
 * @throws UnusableKeyError when it is none on the curve P-256
 */
export function readPublicKey(pem: string): KeyObject {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (error) {
    throw new UnusableKeyError(error);
  }
  throw new UnusableKeyError();
}

/** Thrown for a key that no root can have been signed with. */
export class UnusableKeyError extends Error {
  readonly code = 'unusable-key';

  constructor(cause?: unknown) {
    super('This is not a public key on the curve P-256 in PEM', { cause });
    this.name = 'UnusableKeyError';
  }
}

/** The SHA-256 of a public key (its SubjectPublicKeyInfo), in groups of four that people can compare. */
export function fingerprintOf(key: KeyObject): string {
  const digest = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return (digest.match(/.{4}/g) ?? []).join(' ');
}
