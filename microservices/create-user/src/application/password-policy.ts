import { changeSignInSettings } from '@cloudapp/accounts/application/setting-changes';
import { auditEntry } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import { isActiveAdministrator } from '@cloudapp/accounts/domain/user-changes';
import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import { step } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Parts, ProvenActor } from './parts.ts';
import { readSignInSettings } from './sign-in-settings.ts';
import { UserError } from './user-error.ts';

type PasswordPolicy = Pick<SignInSettings, 'passwordsOf' | 'breakGlassUserId'>;

/**
 * Switches passwords off for all but one account, or on again. That one must be an active administrator with a password of their own
 * choosing; it cannot be disabled, demoted, deleted or given a one-time password until another is named.
 */
export async function setPasswordPolicy(
  parts: Parts,
  { passwordsOf, breakGlassUserId }: PasswordPolicy,
  actor: ProvenActor,
): Promise<SignInSettings> {
  requireFreshProof(actor, actor.now);
  const before = await parts.settings.signIn();
  const account = breakGlassUserId === undefined ? undefined : await parts.users.get(breakGlassUserId);
  const isNamed = breakGlassUserId !== undefined || passwordsOf === 'break-glass';
  if (isNamed && !canBreakGlass(account)) throw new UserError({ code: 'break-glass-missing' });
  const wanted = { ...before, passwordsOf, breakGlassUserId: account?.id };
  const who = account === undefined ? 'nobody' : account.email;
  const detail = `Passwords are taken of ${passwordsOf === 'everybody' ? 'everybody' : 'one account'}; the account for emergencies is ${who}`;
  const entry = auditEntry(actor, 'sign-in-settings-changed', actor, { detail });
  const steady = account === undefined ? [] : [step(parts.users.unchangedItem(account), 'edit-conflict' as const)];
  await changeSignInSettings(parts, before, wanted, entry, steady);
  return await readSignInSettings(parts);
}

function canBreakGlass(user: StoredUser | undefined): user is StoredUser {
  return isActiveAdministrator(user) && user?.mustChangePassword === false && user.hasNoPassword !== true;
}
