import type { CurrentSession } from '@cloudapp/contracts/session';
import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '../../../components/icons.ts';
import { formatClock, formatExact } from '../../../lib/format/time.ts';

interface SignedInProps {
  readonly session: CurrentSession;
  readonly onContinue: () => void;
}

/** Says that the user is authenticated, as whom and since when. */
export function SignedIn({ session, onContinue }: SignedInProps) {
  return (
    <Stack align="center" gap="sm" ta="center" role="status">
      <IconCircleCheck size={40} stroke={1.5} color="var(--app-good)" aria-hidden />
      <Title order={1} fz="1.375rem">
        You are signed in
      </Title>
      <Text c="dimmed">
        Authenticated as{' '}
        <Text span fw={600} c="var(--mantine-color-text)">
          {session.user.name}
        </Text>{' '}
        since{' '}
        <time dateTime={session.signedInAt} title={formatExact(session.signedInAt)}>
          {formatClock(session.signedInAt)}
        </time>
        .
      </Text>
      <Button variant="subtle" onClick={onContinue}>
        Continue
      </Button>
    </Stack>
  );
}
