import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { BackLink } from '../../../components/back-link.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { paths } from '../../../lib/paths.ts';
import { signInSettingsQuery, useSetSignInSettings } from '../api/sign-in-settings.ts';
import { DemandForm } from '../components/demand-form.tsx';
import { SettingsOutcome } from '../../../components/settings-outcome.tsx';
import { PasswordPolicy } from './password-policy.tsx';

/** They weigh more than the rest of the page, which need not wait for them. */
const Companies = lazy(async () => ({ default: (await import('./companies.tsx')).Companies }));
const DirectorySection = lazy(async () => ({
  default: (await import('./directory-section.tsx')).DirectorySection,
}));

export function SignInSettingsPage() {
  const settings = useQuery(signInSettingsQuery);
  const set = useSetSignInSettings();
  return (
    <Page
      title="Sign-in settings"
      description="What signing in asks of people."
      back={<BackLink to={paths.users}>All users</BackLink>}
    >
      <Stack gap="lg">
        <Loaded
          query={settings}
          failure="The sign-in settings could not be loaded"
          skeleton={<Skeleton height={330} radius="lg" aria-busy="true" />}
        >
          {(found) => (
            <Stack gap="lg">
              <DemandForm
                key={`${found.secondFactorOf} ${found.graceDays}`}
                settings={found}
                pending={set.isPending}
                outcome={
                  <SettingsOutcome
                    error={set.error}
                    isDone={set.isSuccess}
                    effect="Within seconds it holds for everybody, also who is signed in."
                  />
                }
                onSave={set.mutate}
              />
              <Suspense fallback={<Skeleton height={230} radius="lg" aria-busy="true" />}>
                <Companies />
              </Suspense>
              <PasswordPolicy settings={found} />
            </Stack>
          )}
        </Loaded>
        <Suspense fallback={<Skeleton height={230} radius="lg" aria-busy="true" />}>
          <DirectorySection />
        </Suspense>
      </Stack>
    </Page>
  );
}
