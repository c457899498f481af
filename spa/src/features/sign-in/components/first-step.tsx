import { Suspense, useState } from 'react';
import classes from '../../../components/plain/plain.module.css';
import { hasPasskeys } from '../../../lib/passkey-support.ts';
import type { useMoreWays } from '../api/use-more-ways.ts';
import { SignInFailure } from './after-a-try.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { SignInForm, type SignInFormProps } from './sign-in-form.tsx';

interface FirstStepProps extends Omit<SignInFormProps, 'hasFocus' | 'isChecking' | 'children'> {
  readonly more: ReturnType<typeof useMoreWays>['more'];
  /** Where to go afterwards. */
  readonly next: string | null;
  /** Whether what was tried last is a passkey. */
  readonly isByPasskey: boolean;
  readonly onPasskey: () => void;
}

/** All ways to sign in: a password comes last, behind a button where it is for emergencies. */
export function FirstStep({ more, next, isByPasskey, onPasskey, ...form }: FirstStepProps) {
  const { error, pending, waitSeconds, onTyping } = form;
  const [isOpen, setIsOpen] = useState(false);
  if (more === undefined) return <div className={classes['toCome']} aria-busy />;
  const isForEmergencies = more?.passwordsOf === 'break-glass' && (more.companies.length > 0 || hasPasskeys());
  const passkey = <PasskeyButton isAsking={pending && isByPasskey} onPress={onPasskey} />;
  const isPasskeyError = more !== null && isByPasskey && error instanceof Error;
  return (
    <div className={classes['stack']}>
      <h1 className={classes['title']}>Sign in</h1>
      {more && (
        <more.MoreWays
          companies={more.companies}
          next={next}
          isFormOpen={isForEmergencies ? isOpen : undefined}
          onToggleForm={() => {
            setIsOpen(!isOpen);
          }}
        >
          {passkey}
          <Suspense>{isPasskeyError && <SignInFailure error={error} waitSeconds={waitSeconds} />}</Suspense>
        </more.MoreWays>
      )}
      {(!isForEmergencies || isOpen) && (
        <SignInForm
          {...form}
          error={isPasskeyError ? undefined : error}
          isChecking={pending && !isByPasskey}
          hasFocus={more === null || isForEmergencies}
          onTyping={() => {
            setIsOpen(true);
            onTyping();
          }}
        >
          {more === null && passkey}
        </SignInForm>
      )}
    </div>
  );
}
