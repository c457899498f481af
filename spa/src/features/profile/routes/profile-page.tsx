import { Box, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { LoadFailure } from '../../../components/load-failure.tsx';
import { Page } from '../../../components/page.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { profileQuery } from '../../../lib/queries/profile.ts';
import { KeysSection } from '../components/keys-section.tsx';
import { NameSection } from '../components/name-section.tsx';
import { PasswordSection } from '../components/password-section.tsx';
import { SessionsSection } from '../components/sessions-section.tsx';
import { ShortcutsSection } from '../components/shortcuts-section.tsx';

export function ProfilePage() {
  const { data: user, error, refetch } = useQuery(profileQuery);
  return (
    <Page
      title="Profile"
      description={user && `${user.email} · ${user.quota.used} of ${user.quota.limit} machines used`}
    >
      {user && (
        <Box maw={760}>
          <Stack gap="lg">
            <NameSection key={user.name} user={user} />
            <PasswordSection user={user} />
            <SessionsSection />
            <KeysSection />
            <ShortcutsSection />
          </Stack>
        </Box>
      )}
      {!user && error && (
        <LoadFailure error={error} title="Your profile could not be loaded" onRetry={() => void refetch()} />
      )}
      {!user && !error && <ListSkeleton rows={4} height={150} />}
    </Page>
  );
}
