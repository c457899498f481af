import { useEffect, useRef } from 'react';
import { PlainField } from '../../../components/plain/plain-field.tsx';
import { completeCode, isRefused, typedWays, type TypedWay } from './factor-words.ts';

interface CodeFieldProps {
  readonly way: TypedWay;
  readonly size?: 'sm' | 'md';
  readonly error: unknown;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** All digits of a code are there. */
  readonly onComplete: (code: string) => void;
}

/** A code of an authenticator app, or a recovery code. It has the focus at once, and again, with its text selected, when that was refused. */
export function CodeField({ way, size = 'sm', error, value, onChange, onComplete }: CodeFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const { label, description, refused } = typedWays[way];
  const isDigits = way === 'code';
  useEffect(() => {
    field.current?.focus();
    if (error instanceof Error) field.current?.select();
  }, [error]);
  const type = (text: string) => {
    onChange(text);
    const complete = isDigits ? completeCode(text) : undefined;
    if (complete !== undefined) onComplete(complete);
  };
  return (
    <PlainField
      ref={field}
      data-autofocus
      label={label}
      description={description}
      name={way}
      size={size}
      minLength={6}
      maxLength={64}
      autoComplete={isDigits ? 'one-time-code' : 'off'}
      autoCapitalize="off"
      spellCheck={false}
      {...(isDigits && { inputMode: 'numeric' })}
      error={isRefused(error) ? refused : undefined}
      value={value}
      onChange={type}
    />
  );
}
