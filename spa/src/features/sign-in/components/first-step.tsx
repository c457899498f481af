import type { SignInOptions } from '@cloudapp/contracts/identity-provider';
import { useState } from 'react';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import classes from '../../../components/plain/plain.module.css';
import { hasPasskeys } from '../../../lib/passkey-support.ts';
import type { Company } from '../../../modules/account/api/company.ts';
import { SignInFailure } from '../../../modules/account/components/sign-in-failure.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { CompanyButtons, PasskeyButton } from './ways-to-sign-in.tsx';

interface FirstStepProps {
  /** Undefined while nobody knows which ways there are. */
  readonly options: SignInOptions | undefined;
  /** What was tried last. */
  readonly tried: { readonly by: string; readonly company?: Company } | undefined;
  readonly startEmail: string;
  readonly error: unknown;
  readonly waitSeconds: number;
  /** Whose account has to wait. @default everybody */
  readonly pausedEmail: string | undefined;
  readonly pending: boolean;
  readonly onTyping: () => void;
  readonly onCompany: (company: Company) => void;
  readonly onPasskey: () => void;
  readonly onSubmit: (email: string, password: string) => void;
}

/** All ways to sign in: companies first, a password last, behind a button where it is for emergencies. */
export function FirstStep({ options, ...props }: FirstStepProps) {
  if (options === undefined) return <div className={classes['toCome']} aria-busy />;
  return <Ways {...props} options={options} />;
}

function Ways(props: FirstStepProps & { readonly options: SignInOptions }) {
  const { options, tried, error, pending, onTyping, onCompany, onPasskey, ...form } = props;
  const [isOpen, setIsOpen] = useState(false);
  const isForEmergencies = options.passwordsOf === 'break-glass' && (options.companies.length > 0 || hasPasskeys());
  const isFormAlone = !isForEmergencies && options.companies.length === 0;
  const isOfForm = isFormAlone || tried?.by === 'password';
  const failure = error instanceof Error ? error : undefined;
  const tries = (by: string) => pending && tried?.by === by;
  const passkey = <PasskeyButton isAsking={tries('passkey')} onPress={onPasskey} />;
  return (
    <div className={classes['stack']}>
      <h1 className={classes['title']}>Sign in</h1>
      {!isFormAlone && (
        <>
          <CompanyButtons
            companies={options.companies}
            leavingFor={tries('company') ? tried?.company?.id : undefined}
            onPress={onCompany}
          />
          {passkey}
          {!isOfForm && failure && <SignInFailure error={failure} waitSeconds={form.waitSeconds} />}
          {isForEmergencies ? (
            <PlainButton
              variant="subtle"
              isExpanded={isOpen}
              onClick={() => {
                setIsOpen(!isOpen);
              }}
            >
              Sign in with a password
            </PlainButton>
          ) : (
            <p className={classes['or']}>or</p>
          )}
        </>
      )}
      {(!isForEmergencies || isOpen) && (
        <SignInForm
          {...form}
          error={isOfForm ? failure : undefined}
          isChecking={pending && tried?.by !== 'passkey' && tried?.by !== 'company'}
          pending={pending}
          hasFocus={isFormAlone || isForEmergencies}
          onTyping={() => {
            setIsOpen(true);
            onTyping();
          }}
        >
          {isFormAlone && passkey}
        </SignInForm>
      )}
    </div>
  );
}
