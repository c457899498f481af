import { Suspense, useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import { PlainField } from '../../../components/plain/plain-field.tsx';
import classes from '../../../components/plain/plain.module.css';
import { hasCode } from '../../../lib/api/api-error.ts';
import { PasswordField } from '../../../modules/account/components/password-field.tsx';
import { SignInFailure, TooManyTries } from './after-a-try.tsx';

export interface SignInFormProps {
  /** The e-mail that was given before. */
  readonly startEmail: string;
  readonly error: unknown;
  readonly waitSeconds: number;
  /** Whose account has to wait. @default everybody */
  readonly pausedEmail: string | undefined;
  /** Whether e-mail and password are being checked. */
  readonly isChecking: boolean;
  /** Whether anything is under way. */
  readonly pending: boolean;
  /** Whether the e-mail is what most people go on with. */
  readonly hasFocus: boolean;
  /** Called when something is typed, or filled in by a password manager. */
  readonly onTyping: () => void;
  readonly onSubmit: (email: string, password: string) => void;
  /** What stands beneath its button. */
  readonly children?: ReactNode;
}

export function SignInForm(props: SignInFormProps) {
  const { startEmail, error, waitSeconds, pausedEmail, pending, onTyping, onSubmit } = props;
  const [email, setEmail] = useState(startEmail);
  const [password, setPassword] = useState('');
  const passwordField = useRef<HTMLInputElement>(null);
  const wrong = hasCode(error, 'authentication-error');
  const isPause = hasCode(error, 'too-many-attempts', 'too-many-requests');
  const concerned = pausedEmail === undefined || sameEmail(email, pausedEmail);
  const isPaused = waitSeconds > 0 && concerned;

  useEffect(() => {
    if (error instanceof Error) passwordField.current?.select();
  }, [error]);
  useEffect(() => {
    if (startEmail !== '') passwordField.current?.focus();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- where it begins, not where it goes
  }, []);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!pending && !isPaused) onSubmit(email.trim(), password);
  };

  return (
    <form onSubmit={submit} onInput={onTyping}>
      <div className={classes['stack']}>
        <PlainField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username webauthn"
          inputMode="email"
          maxLength={254}
          size="md"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- where it is so, the page has this one purpose
          autoFocus={props.hasFocus && startEmail === ''}
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
        <Suspense>
          {isPaused && <TooManyTries waitSeconds={waitSeconds} />}
          {!isPaused && error instanceof Error && (concerned || !isPause) && (
            <SignInFailure error={error} waitSeconds={0} />
          )}
        </Suspense>
        <PlainButton type="submit" size="md" isWide isLoading={props.isChecking} disabled={isPaused}>
          Sign in
        </PlainButton>
        {props.children}
      </div>
    </form>
  );
}

function sameEmail(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
