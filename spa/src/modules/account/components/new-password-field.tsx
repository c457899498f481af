import { Group, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { PasswordField } from './password-field.tsx';
import { passwordLength } from './password-length.ts';
import { judgePassword } from './password-strength.ts';
import classes from './new-password-field.module.css';

interface NewPasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What others know of the user: name and e-mail make bad passwords. */
  readonly personal: readonly string[];
  readonly error?: string | undefined;
}

/** A new password with a meter that explains itself. */
export function NewPasswordField({ value, onChange, personal, error }: NewPasswordFieldProps) {
  const meterId = useId();
  const strength = judgePassword(value, personal);
  return (
    <Stack gap={6}>
      <PasswordField
        label="New password"
        description={`At least ${passwordLength.min} characters, any you like. No other rules.`}
        name="new-password"
        autoComplete="new-password"
        aria-describedby={meterId}
        isWrong={error !== undefined}
        error={error}
        value={value}
        onChange={onChange}
      />
      <div className={classes['meter']} data-score={value === '' ? undefined : strength.score} aria-hidden>
        <span />
        <span />
        <span />
        <span />
      </div>
      <Group id={meterId} gap={6} mih={20} aria-live="polite">
        {value !== '' && (
          <Text size="xs" c="dimmed">
            <Text span inherit fw={600} c="var(--mantine-color-text)">
              {strength.label}.
            </Text>{' '}
            {strength.advice}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
