import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

const ofPerson = { userId: z.string(), factorId: z.string(), createdAt: instant, lastUsedAt: instant.optional() };

const authenticatorSchema = z.object({
  ...ofPerson,
  kind: z.literal('authenticator'),
  /** Encrypted by KMS for this user, base64. */
  sealedSecret: z.string(),
  /** Whether a code of it has shown that the app has it; until then it counts for nothing. */
  isConfirmed: z.boolean(),
  /** The step of time (RFC 6238 §4.2) whose code was taken last: none up to it is taken again. */
  lastStep: z.int().optional(),
});

const passkeySchema = z.object({
  ...ofPerson,
  kind: z.literal('passkey'),
  passkeyId: z.string(),
  credentialId: z.string(),
  /** COSE key, base64url. */
  publicKey: z.string(),
  /** What it has counted up to; stays 0 with those that do not count. */
  counter: z.int(),
  name: z.string(),
  isSynced: z.boolean(),
});

const recoveryCodesSchema = z.object({
  ...ofPerson,
  kind: z.literal('recovery-codes'),
  /** SHA-256 of each that is left; DynamoDB has no set without members. */
  hashes: z.set(z.string()).default(new Set()),
});

/** What a person proves themselves with beside the password. */
export const factorItem = defineItem({
  table: 'factors',
  schema: z.discriminatedUnion('kind', [authenticatorSchema, passkeySchema, recoveryCodesSchema]),
});

export type StoredAuthenticator = Readonly<z.output<typeof authenticatorSchema>>;
export type StoredPasskey = Readonly<z.output<typeof passkeySchema>>;
export type StoredRecoveryCodes = Readonly<z.output<typeof recoveryCodesSchema>>;
export type StoredFactor = StoredAuthenticator | StoredPasskey | StoredRecoveryCodes;

/** Of each person there is one of these at most. */
export const authenticatorKey = 'authenticator';
export const recoveryCodesKey = 'recovery-codes';
