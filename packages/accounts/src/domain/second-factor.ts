import type { ProofWay } from '@cloudapp/contracts/sign-in';
import type { StoredFactor } from '@cloudapp/data/factor-item';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { StoredUser } from '@cloudapp/data/user-item';

type FactorKind = NonNullable<StoredUser['factors']>[number];

const millisecondsOfDay = 86_400_000;

/** Whether a password alone does not prove who somebody is. */
export function hasSecondFactor({ factors = [] }: Pick<StoredUser, 'factors'>): boolean {
  return factors.length > 0;
}

/** How somebody with a second factor completes a proof: a passkey first, since nobody can be talked into giving it away. */
export function proofWaysOf({ factors = [] }: Pick<StoredUser, 'factors'>): ProofWay[] {
  if (factors.length === 0) return [];
  const ways: ProofWay[] = [];
  if (factors.includes('passkey')) ways.push('passkey');
  if (factors.includes('authenticator')) ways.push('code');
  return [...ways, 'recovery-code'];
}

/** The kinds of factor among what is kept of a user that count. */
export function factorKinds(kept: readonly StoredFactor[]): FactorKind[] {
  const kinds: FactorKind[] = [];
  if (kept.some((factor) => factor.kind === 'authenticator' && factor.isConfirmed)) kinds.push('authenticator');
  if (kept.some(({ kind }) => kind === 'passkey')) kinds.push('passkey');
  return kinds;
}

/**
 * From when on somebody must have a second factor: the days of grace begin with the demand, or with an account that is younger. An ISO
 * instant; undefined of whom none is demanded, or who has one.
 */
export function secondFactorDue(
  user: Pick<StoredUser, 'role' | 'factors' | 'createdAt'>,
  { secondFactorOf, graceDays, demandedSince }: StoredSignInSettings,
): string | undefined {
  const isDemanded = secondFactorOf === 'everybody' || (secondFactorOf === 'administrators' && user.role === 'admin');
  if (!isDemanded || demandedSince === undefined || hasSecondFactor(user)) return undefined;
  const since = Math.max(Date.parse(demandedSince), Date.parse(user.createdAt));
  return new Date(since + graceDays * millisecondsOfDay).toISOString();
}
