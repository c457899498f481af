import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Dialog } from '../../../components/dialog.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { PasswordFailure } from './password-failure.tsx';
import { PasswordField } from './password-field.tsx';

interface ProofDialogProps {
  readonly opened: boolean;
  readonly email: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: (password: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the password once more, over whatever was begun. */
export function ProofDialog({ opened, email, pending, error, onConfirm, onCancel }: ProofDialogProps) {
  const [password, setPassword] = useState('');
  const isWrong = hasCode(error, 'wrong-current-password');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onConfirm(password);
  };
  return (
    <Dialog
      opened={opened}
      onClose={onCancel}
      title="Is it you?"
      centered
      closeOnClickOutside={false}
      withCloseButton={false}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">This can do harm in the wrong hands. Enter your password to go on with it.</Text>
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <PasswordField
            data-autofocus
            label="Password"
            name="password"
            autoComplete="current-password"
            isWrong={isWrong}
            error={isWrong ? 'This is not your password.' : undefined}
            value={password}
            onChange={setPassword}
          />
          {error instanceof Error && !isWrong && <PasswordFailure error={error} title="It could not be checked" />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" loading={pending} disabled={password === ''}>
              Go on
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
