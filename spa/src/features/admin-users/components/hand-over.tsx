import type { User } from '@cloudapp/contracts/user';
import { Button, Group, Stack, Text } from '@mantine/core';
import { CopyButton } from '../../../components/copy-button.tsx';
import { CopyLine } from '../../../components/copy-line.tsx';
import { Notice } from '../../../components/notice.tsx';
import { invitation } from './invitation.ts';

interface HandOverProps {
  readonly user: Pick<User, 'name' | 'email'>;
  readonly oneTimePassword: string;
  readonly onDone: () => void;
}

/** The one-time password, this once, with a text that can be sent as it is. */
export function HandOver({ user, oneTimePassword, onDone }: HandOverProps) {
  const text = invitation(user, oneTimePassword, window.location.origin);
  return (
    <Stack gap="md">
      <Notice tone="warn" title="Shown only now">
        Copy it before you close this. It opens the account once; {user.name} must then choose a password.
      </Notice>
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          One-time password
        </Text>
        <CopyLine value={oneTimePassword} what="one-time password" wrap />
      </Stack>
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          Text to send
        </Text>
        <Text size="sm" p="sm" bg="var(--app-sunken)" style={{ whiteSpace: 'pre-wrap', borderRadius: 8 }}>
          {text}
        </Text>
      </Stack>
      <Group justify="flex-end" gap="sm">
        <CopyButton value={text} what="text" withText />
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
