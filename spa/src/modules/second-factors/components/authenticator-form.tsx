import { Anchor, Button, Center, Group, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { CopyLine } from '../../../components/copy-line.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { describeDevice } from '../../../lib/describe-device.ts';
import { CodeField } from '../../account/components/code-field.tsx';
import { SetUpFailure } from './set-up-failure.tsx';
import { QrCode } from './qr-code.tsx';

export interface AuthenticatorFormProps {
  /** What the app must learn: to type, and as an address, to scan. */
  readonly secret: string;
  readonly uri: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: (code: string) => void;
  readonly onCancel: () => void;
}

/** Has an authenticator app learn a secret, and show by a code that it did. */
export function AuthenticatorForm({ secret, uri, pending, error, onConfirm, onCancel }: AuthenticatorFormProps) {
  const [code, setCode] = useState('');
  const { isHandheld } = describeDevice(navigator.userAgent);
  const send = (text: string) => {
    if (!pending) onConfirm(text);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    send(code.trim());
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">Scan this with an authenticator app. Many password managers are one, too.</Text>
        <Center>
          <QrCode text={uri} label="QR code with the secret for your app; it also stands below as text" />
        </Center>
        {isHandheld && (
          <Text size="sm" ta="center">
            <Anchor href={uri} inherit underline="always">
              Open the app on this device
            </Anchor>
          </Text>
        )}
        <CopyLine
          label="Or type this secret into it"
          value={secret}
          shown={secret.replace(/(.{4})(?=.)/g, '$1 ')}
          what="secret"
          wrap
        />
        <CodeField way="code" error={error} value={code} onChange={setCode} onComplete={send} />
        {error instanceof Error && !hasCode(error, 'factor-refused') && (
          <SetUpFailure error={error} title="The app was not set up" />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Confirm
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
