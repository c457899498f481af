import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import { useQuery } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { companiesQuery } from '../api/companies.ts';
import { useSetPasswordPolicy } from '../api/password-policy.ts';
import { PasswordPolicyForm } from '../components/password-policy-form.tsx';
import { SettingsOutcome } from '../../../components/settings-outcome.tsx';
import { Administrators } from './administrators.tsx';

/** Of whom passwords are taken. */
export function PasswordPolicy({ settings }: { readonly settings: SignInSettings }) {
  const companies = useQuery(companiesQuery);
  const set = useSetPasswordPolicy();
  const isRefused = hasCode(set.error, 'break-glass-missing');
  return (
    <PasswordPolicyForm
      key={`${settings.passwordsOf} ${settings.breakGlassUserId ?? ''}`}
      settings={settings}
      isCompanyOn={companies.data?.items.some(({ isEnabled }) => isEnabled)}
      pending={set.isPending}
      refusal={
        isRefused
          ? {
              id: set.variables?.breakGlassUserId,
              fault: 'This account is no active administrator, or has no password of its own. Choose another.',
            }
          : undefined
      }
      outcome={
        <SettingsOutcome
          error={isRefused ? undefined : set.error}
          isDone={set.isSuccess}
          effect="It holds for every sign-in from now on."
        />
      }
      onSave={set.mutate}
      choiceOfAccount={(choice) => <Administrators {...choice} />}
    />
  );
}
