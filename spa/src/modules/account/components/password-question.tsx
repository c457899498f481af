import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { PasswordField } from './password-field.tsx';

interface PasswordQuestionProps {
  readonly email: string;
  readonly pending: boolean;
  /** Whether the last answer was not the password. */
  readonly isWrong: boolean;
  /** Why it could not be checked, where that is so. */
  readonly failure: ReactNode;
  /** No answer is taken for the moment. @default false */
  readonly isPaused?: boolean;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly onConfirm: (password: string) => void;
  readonly onCancel: () => void;
  /** What the password is asked for. */
  readonly children: ReactNode;
}

/** Asks somebody who is known for the password, in a window. */
export function PasswordQuestion(props: PasswordQuestionProps) {
  const { email, pending, isWrong, failure, isPaused = false, onConfirm, onCancel } = props;
  const [password, setPassword] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onConfirm(password);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {props.children}
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
        {failure}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {props.cancelLabel}
          </Button>
          <Button type="submit" loading={pending} disabled={password === '' || isPaused}>
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
