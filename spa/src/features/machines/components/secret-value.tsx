import type { LoginDetails } from '@cloudapp/contracts/instance';
import { Button, Group, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { explainError } from '../../../components/error-notice.tsx';
import { IconEye, IconEyeOff } from '../../../components/icons.ts';
import { useRevealSecret } from '../api/machine-details.ts';

interface SecretValueProps {
  readonly machineId: string;
  readonly secret: LoginDetails['secrets'][number];
  /** Called with the value, and with nothing when it is hidden again. */
  readonly onChange?: (value: string | undefined) => void;
}

/** A secret behind a reveal, which the audit log records. */
export function SecretValue({ machineId, secret, onChange }: SecretValueProps) {
  const { data: value, mutate, reset, isPending, error } = useRevealSecret(machineId);
  if (value !== undefined) {
    return (
      <CopyLine value={value} what={secret.label} label={secret.label} wrap>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconEyeOff size={15} aria-hidden />}
          onClick={() => {
            reset();
            onChange?.(undefined);
          }}
        >
          Hide
        </Button>
      </CopyLine>
    );
  }
  return (
    <Group gap="sm">
      <Text size="sm">{secret.label}</Text>
      <Text size="sm" c="dimmed" aria-hidden>
        ••••••••••••
      </Text>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEye size={15} aria-hidden />}
        loading={isPending}
        aria-label={`Reveal ${secret.label}`}
        onClick={() => {
          mutate(secret.id, { onSuccess: (revealed) => onChange?.(revealed) });
        }}
      >
        Reveal
      </Button>
      {error && (
        <Text size="sm" c="var(--app-bad)" role="alert">
          {explainError(error)}
        </Text>
      )}
    </Group>
  );
}
