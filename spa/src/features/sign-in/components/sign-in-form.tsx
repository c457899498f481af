import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import { PlainField } from '../../../components/plain/plain-field.tsx';
import classes from '../../../components/plain/plain.module.css';
import { hasCode } from '../../../lib/api/api-error.ts';
import { PasswordField } from '../../../modules/account/components/password-field.tsx';
import { SignInFailure, TooManyTries } from '../../../modules/account/components/sign-in-failure.tsx';

interface SignInFormProps {
  readonly error: unknown;
  readonly waitSeconds: number;
  /** Whose account has to wait. @default everybody */
  readonly pausedEmail: string | undefined;
  readonly pending: boolean;
  /** Called when something is typed, or filled in by a password manager. */
  readonly onTyping: () => void;
  readonly onSubmit: (email: string, password: string) => void;
}

export function SignInForm({ error, waitSeconds, pausedEmail, pending, onTyping, onSubmit }: SignInFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const passwordField = useRef<HTMLInputElement>(null);
  const wrong = hasCode(error, 'authentication-error');
  const isPause = hasCode(error, 'too-many-attempts', 'too-many-requests');
  const concerned = pausedEmail === undefined || sameEmail(email, pausedEmail);
  const isPaused = waitSeconds > 0 && concerned;

  useEffect(() => {
    if (error instanceof Error) passwordField.current?.select();
  }, [error]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!pending && !isPaused) onSubmit(email.trim(), password);
  };

  return (
    <form onSubmit={submit} onInput={onTyping}>
      <div className={classes['stack']}>
        <h1 className={classes['title']}>Sign in</h1>
        <PlainField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          maxLength={254}
          size="md"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- the page has this one purpose, and its heading is announced with the form
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <PasswordField
          ref={passwordField}
          label="Password"
          name="password"
          autoComplete="current-password"
          size="md"
          isWrong={wrong}
          value={password}
          onChange={setPassword}
        />
        {isPaused && <TooManyTries waitSeconds={waitSeconds} />}
        {!isPaused && error instanceof Error && (concerned || !isPause) && (
          <SignInFailure error={error} waitSeconds={0} />
        )}
        <PlainButton type="submit" size="md" isWide isLoading={pending} disabled={isPaused}>
          Sign in
        </PlainButton>
      </div>
    </form>
  );
}

function sameEmail(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
