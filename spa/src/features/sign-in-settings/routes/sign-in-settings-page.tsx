import { Anchor, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router-dom';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { IconArrowLeft } from '../../../components/icons.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Page } from '../../../components/page.tsx';
import { paths } from '../../../lib/paths.ts';
import { signInSettingsQuery, useSetSignInSettings } from '../api/sign-in-settings.ts';
import { DemandForm } from '../components/demand-form.tsx';
import classes from '../components/sign-in-settings.module.css';

/** Its windows weigh more than the rest of the page, which need not wait for them. */
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
      back={
        <Anchor component={Link} to={paths.users} size="sm" className={classes['back'] ?? ''}>
          <IconArrowLeft size={16} aria-hidden /> All users
        </Anchor>
      }
    >
      <Loaded
        query={settings}
        failure="The sign-in settings could not be loaded"
        skeleton={<Skeleton height={330} radius="lg" aria-busy="true" />}
      >
        {(found) => (
          <DemandForm
            key={`${found.secondFactorOf} ${found.graceDays}`}
            settings={found}
            pending={set.isPending}
            outcome={<Outcome error={set.error} isDone={set.isSuccess} />}
            onSave={set.mutate}
          />
        )}
      </Loaded>
      <Suspense fallback={<Skeleton height={230} radius="lg" aria-busy="true" />}>
        <DirectorySection />
      </Suspense>
    </Page>
  );
}

function Outcome({ error, isDone }: { readonly error: unknown; readonly isDone: boolean }) {
  if (error instanceof Error) return <ErrorNotice error={error} title="The settings were not changed" />;
  if (!isDone) return null;
  return (
    <Notice tone="good" title="Saved" role="status">
      <Text size="sm">It holds for every sign-in from now on.</Text>
    </Notice>
  );
}
