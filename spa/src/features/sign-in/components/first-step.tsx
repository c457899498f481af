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
export function FirstStep({ more, ...props }: FirstStepProps) {
  if (more === undefined) return <div className={classes['toCome']} aria-busy />;
  return (
    <div className={classes['stack']}>
      <h1 className={classes['title']}>Sign in</h1>
      <Ways {...props} more={more} />
    </div>
  );
}

type WaysProps = FirstStepProps & { readonly more: Exclude<FirstStepProps['more'], undefined> };

function Ways(props: WaysProps) {
  const { more, next, isByPasskey, onPasskey, ...form } = props;
  const isForEmergencies = isPasswordForEmergencies(more);
  const [isOpen, setIsOpen] = useState(false);
  const isFormShown = isOpen || !isForEmergencies;
  const passkey = <PasskeyButton isAsking={form.pending && isByPasskey} onPress={onPasskey} />;
  const isOfPasskey = more !== null && isByPasskey;
  return (
    <>
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
          <PasskeyFailure {...form} isShown={isByPasskey} />
        </more.MoreWays>
      )}
      {isFormShown && (
        <SignInForm
          {...form}
          error={!isOfPasskey && form.error}
          isChecking={form.pending && !isByPasskey}
          hasFocus={!hasCompaniesFirst(more)}
          onTyping={() => {
            setIsOpen(true);
            form.onTyping();
          }}
        >
          {!more && passkey}
        </SignInForm>
      )}
    </>
  );
}

type PasskeyFailureProps = Pick<SignInFormProps, 'error' | 'waitSeconds'> & { readonly isShown: boolean };

function PasskeyFailure({ isShown, error, waitSeconds }: PasskeyFailureProps) {
  return (
    <Suspense>
      {isShown && error instanceof Error && <SignInFailure error={error} waitSeconds={waitSeconds} />}
    </Suspense>
  );
}

/** Whether most people go on with a company rather than with what they type. */
function hasCompaniesFirst(more: WaysProps['more']): boolean {
  return more !== null && !isPasswordForEmergencies(more);
}

/** Where nothing else is left, a password is all there is. */
function isPasswordForEmergencies(more: WaysProps['more']): boolean {
  return more?.passwordsOf === 'break-glass' && (more.companies.length > 0 || hasPasskeys());
}
