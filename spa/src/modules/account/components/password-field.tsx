import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import type { Ref } from 'react';
import { passwordLength } from '@cloudapp/contracts/password-length';

interface PasswordFieldProps extends Omit<PasswordInputProps, 'onChange'> {
  readonly label: string;
  readonly ref?: Ref<HTMLInputElement>;
  readonly isWrong: boolean;
  readonly value: string;
  readonly onChange: (password: string) => void;
}

/** A password, hidden until its eye is pressed. */
export function PasswordField({ label, isWrong, onChange, ...input }: PasswordFieldProps) {
  return (
    <PasswordInput
      required
      withAsterisk={false}
      maxLength={passwordLength.max}
      {...input}
      label={label}
      aria-invalid={isWrong}
      visibilityToggleButtonProps={{ 'aria-label': `Show ${label.toLowerCase()}`, tabIndex: 0 }}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
