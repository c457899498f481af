import type { User } from '@cloudapp/contracts/user';
import { Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconUserOff } from '../../../components/icons.ts';
import { ToneBadge } from '../../../components/tone-badge.tsx';

export function UserStatus({ user }: { readonly user: Pick<User, 'status' | 'mustChangePassword' | 'mailTrouble'> }) {
  return (
    <Stack gap={4} align="flex-start">
      {user.status === 'active' ? (
        <ToneBadge tone="good" Icon={IconCircleCheck} label="Active" />
      ) : (
        <ToneBadge tone="idle" Icon={IconUserOff} label="Disabled" />
      )}
      {user.mustChangePassword && (
        <Text size="xs" c="dimmed">
          Has a one-time password
        </Text>
      )}
      {user.mailTrouble !== undefined && (
        <Text size="xs" c="dimmed">
          {user.mailTrouble === 'bounced'
            ? 'E-mails come back: no more are sent'
            : 'Calls our e-mails spam: no more are sent'}
        </Text>
      )}
    </Stack>
  );
}
