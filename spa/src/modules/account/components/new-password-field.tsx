import { Group, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { PasswordField } from './password-field.tsx';
import { fewestCharacters, sentenceOfFault, strengthOf } from './password-strength.ts';
import classes from './new-password-field.module.css';
import { useJudge } from './use-judge.ts';

interface NewPasswordFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What others know of the user: name and e-mail make bad passwords. */
  readonly personal: readonly string[];
  /** With one, a shorter password will do. @default false */
  readonly hasSecondFactor?: boolean;
  /** Why saving failed, and the password that was to be saved. */
  readonly error: unknown;
  readonly sent: string | undefined;
}

/** A new password with a meter that explains itself and says what the service will say. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  const { value, onChange, personal, hasSecondFactor = false, error, sent } = props;
  const meterId = useId();
  const strength = strengthOf(value, { known: personal, hasSecondFactor }, useJudge());
  const refusal = value === sent ? refusalOf(error) : undefined;
  return (
    <Stack gap={6}>
      <PasswordField
        label="New password"
        description={`At least ${fewestCharacters(hasSecondFactor)} characters, any you like. No other rules.`}
        name="new-password"
        autoComplete="new-password"
        aria-describedby={meterId}
        isWrong={refusal !== undefined}
        error={refusal}
        value={value}
        onChange={onChange}
      />
      <div
        className={classes['meter']}
        data-score={value === '' ? undefined : refusal === undefined ? strength.score : 1}
        aria-hidden
      >
        <span />
        <span />
        <span />
        <span />
      </div>
      <Group id={meterId} gap={6} mih={20} aria-live="polite">
        {value !== '' && refusal === undefined && (
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

/** What the service has against a password. */
function refusalOf(error: unknown): string | undefined {
  if (!hasCode(error, 'password-unacceptable')) return undefined;
  const fault = error.faultOf('newPassword')?.detail;
  return fault === undefined ? error.message : sentenceOfFault(fault);
}
