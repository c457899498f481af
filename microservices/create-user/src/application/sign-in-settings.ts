import { changeSignInSettings } from '@cloudapp/accounts/application/setting-changes';
import { auditEntry } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import type { Parts, ProvenActor } from './parts.ts';

type Demand = Pick<SignInSettings, 'secondFactorOf' | 'graceDays'>;

export async function readSignInSettings({ settings }: Pick<Parts, 'settings'>): Promise<SignInSettings> {
  const { secondFactorOf, graceDays, demandedSince, passwordsOf, breakGlassUserId } = await settings.signIn();
  return { secondFactorOf, graceDays, demandedSince, passwordsOf, breakGlassUserId };
}

/**
 * Demands a second factor, or no longer. The days of grace begin when it is demanded of more people than before, not with each edit.
 * Sessions learn of it within `demandSeconds`.
 */
export async function demandSecondFactor(parts: Parts, demand: Demand, actor: ProvenActor): Promise<SignInSettings> {
  requireFreshProof(actor, actor.now);
  const { secondFactorOf, graceDays } = demand;
  const before = await parts.settings.signIn();
  const isMore = reach[secondFactorOf] > reach[before.secondFactorOf];
  const demandedSince = isMore ? actor.now.toISOString() : before.demandedSince;
  const { passwordsOf, breakGlassUserId } = before;
  const kept = { passwordsOf, ...(breakGlassUserId !== undefined && { breakGlassUserId }) };
  const wanted = { ...demand, ...kept, ...(secondFactorOf !== 'nobody' && { demandedSince }) };
  const detail = `A second factor is asked of ${secondFactorOf}, after ${graceDays === 1 ? 'a day' : `${graceDays} days`}`;
  const entry = auditEntry(actor, 'sign-in-settings-changed', actor, { detail });
  await changeSignInSettings(parts, before, wanted, entry);
  return wanted;
}

const reach = { nobody: 0, administrators: 1, everybody: 2 } as const;
