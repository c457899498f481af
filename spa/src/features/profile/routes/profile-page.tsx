import { Skeleton, Stack } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Page } from '../../../components/page.tsx';
import { profileQuery } from '../../../modules/account/api/profile.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { sessionsQuery } from '../api/profile.ts';
import { AccountSection } from '../components/account-section.tsx';
import { KeysSection } from '../components/keys-section.tsx';
import { PasswordSection } from '../components/password-section.tsx';
import { SessionsSection } from '../components/sessions-section.tsx';
import { ShortcutsSection } from '../components/shortcuts-section.tsx';
import classes from '../components/profile.module.css';

export function ProfilePage() {
  const profile = useQuery(profileQuery);
  const sessions = useQuery(sessionsQuery);
  const keys = useQuery(sshKeysQuery);
  return (
    <Page title="Profile" description="Your account, and what opens it.">
      <div className={classes['columns']}>
        <Stack gap="lg" miw={0}>
          <Part query={profile} failure="Your account could not be loaded" height={290}>
            {(user) => <AccountSection user={user} />}
          </Part>
          <Part query={profile} height={330}>
            {(user) => <PasswordSection user={user} />}
          </Part>
        </Stack>
        <Stack gap="lg" miw={0}>
          <Part query={sessions} failure="Your sessions could not be loaded" height={230}>
            {(items) => <SessionsSection sessions={items} />}
          </Part>
          <Part query={keys} failure="Your SSH keys could not be loaded" height={180}>
            {(items) => <KeysSection keys={items} />}
          </Part>
          <ShortcutsSection />
        </Stack>
      </div>
    </Page>
  );
}

interface PartProps<T> {
  readonly query: UseQueryResult<T>;
  /** Absent where another part says already that this could not be loaded. */
  readonly failure?: string;
  /** About as high as the part will be, so that nothing moves when it arrives. */
  readonly height: number;
  readonly children: (data: T) => ReactNode;
}

/** A part of the page that comes, or fails, by itself. */
function Part<T>({ query, failure, height, children }: PartProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return <Skeleton height={height} radius="lg" aria-busy="true" />;
  if (failure === undefined) return null;
  return <ErrorNotice error={query.error} title={failure} onRetry={() => void query.refetch()} />;
}
