import { createHash, randomBytes } from 'node:crypto';
import type { Credential, CredentialRepository } from '@cloudapp/data/credential-repository';
import { hashPassword } from '../adapters/password-hash.ts';
import { callerNetwork } from '../domain/caller-network.ts';
import {
  generateOneTimePassword,
  oneTimeFault,
  repeatableSeconds,
  type OneTimeFault,
} from '../domain/one-time-password.ts';
import type { PasswordToKeep } from './account-changes.ts';

/** What is handed over to a person, once. */
export interface Invitation {
  readonly oneTimePassword: string;
  /** ISO 8601; from then on it is good for nothing. */
  readonly validUntil: string;
}

const millisecondsOfHour = 3_600_000;

/** A new one-time password: what to hand over, and what to keep. */
export async function issueOneTimePassword(
  validHours: number,
  now: Date,
): Promise<{ invitation: Invitation; password: PasswordToKeep }> {
  const oneTimePassword = generateOneTimePassword(randomBytes);
  const expiresAt = new Date(now.getTime() + validHours * millisecondsOfHour);
  const password = { hash: await hashPassword(oneTimePassword), expiresAt };
  return { invitation: { oneTimePassword, validUntil: expiresAt.toISOString() }, password };
}

/** Whom a one-time password is used by. */
export interface OneTimeCaller {
  readonly email: string;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Uses a one-time password up: it ends with its first use, but the same browser may repeat that for a minute, since the answer may
 * have been lost. Answers why it is good for nothing, or undefined.
 */
export async function useOneTimePassword(
  credentials: Pick<CredentialRepository, 'use'>,
  credential: Credential,
  { email, address, userAgent }: OneTimeCaller,
  now: Date,
): Promise<OneTimeFault | undefined> {
  const by = createHash('sha256')
    .update([credential.userId, callerNetwork(address), userAgent].join('\n'))
    .digest('hex');
  const fault = oneTimeFault(credential, by, now);
  if (fault !== undefined) return fault;
  const seconds = Math.floor(now.getTime() / 1000);
  const times = { now: seconds, again: seconds - repeatableSeconds };
  return (await credentials.use(email, credential.passwordHash, by, times)) ? undefined : 'one-time-password-used';
}
