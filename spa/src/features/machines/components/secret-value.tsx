import { Button, Group, Text } from '@mantine/core';
import { CopyLine } from '../../../components/copy-line.tsx';
import { explainError } from '../../../components/error-notice.tsx';
import { IconEye, IconEyeOff } from '../../../components/icons.ts';

/** A secret that a machine generated, as far as it has been revealed. */
export interface Secret {
  readonly id: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onReveal: () => void;
  readonly onHide: () => void;
}

/** A secret behind a reveal, which the audit log records. */
export function SecretValue({ secret }: { readonly secret: Secret }) {
  const { label, value, isPending, error } = secret;
  if (value !== undefined) {
    return (
      <CopyLine value={value} what={label} label={label} wrap>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconEyeOff size={15} aria-hidden />}
          onClick={secret.onHide}
        >
          Hide
        </Button>
      </CopyLine>
    );
  }
  return (
    <Group gap="sm">
      <Text size="sm">{label}</Text>
      <Text size="sm" c="dimmed" aria-hidden>
        ••••••••••••
      </Text>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEye size={15} aria-hidden />}
        loading={isPending}
        aria-label={`Reveal ${label}`}
        onClick={secret.onReveal}
      >
        Reveal
      </Button>
      {error instanceof Error && (
        <Text size="sm" c="var(--app-bad)" role="alert">
          {explainError(error)}
        </Text>
      )}
    </Group>
  );
}
