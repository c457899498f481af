import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { TextField } from '../../../components/text-field.tsx';
import { describeDevice } from '../../../lib/describe-device.ts';
import { SetUpFailure } from './set-up-failure.tsx';

export interface PasskeyFormProps {
  readonly pending: boolean;
  readonly error: unknown;
  readonly onMake: (name: string) => void;
  readonly onCancel: () => void;
}

const longestName = 60;

/** What a passkey is called, before the browser makes it. */
export function PasskeyForm({ pending, error, onMake, onCancel }: PasskeyFormProps) {
  const [name, setName] = useState(describeDevice(navigator.userAgent).label);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onMake(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          A passkey is a key on your device or in your password manager, which opens by your fingerprint, your face or a
          PIN. You can sign in with it alone. Your browser asks you for it next.
        </Text>
        <TextField
          label="Name"
          description="So that you know it again, such as the device it is on."
          autoComplete="off"
          data-autofocus
          maxLength={longestName}
          value={name}
          onChange={setName}
        />
        {error instanceof Error && <SetUpFailure error={error} title="The passkey was not made" />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={name.trim() === ''}>
            Make passkey
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
