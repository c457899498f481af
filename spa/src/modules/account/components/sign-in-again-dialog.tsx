import { Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { hasPasskeys } from '../../../lib/passkey-support.ts';
import { useNow } from '../../../lib/use-now.ts';
import type { Company } from '../api/company.ts';
import { CompanyAgain } from './company-again.tsx';
import { FactorQuestion } from './factor-question.tsx';
import { PasswordQuestion } from './password-question.tsx';
import { SignInFailure } from './sign-in-failure.tsx';

type Answer =
  | { readonly by: 'password'; readonly email: string; readonly password: string }
  | { readonly by: 'code'; readonly code: string }
  | { readonly by: 'passkey' }
  | { readonly by: 'company'; readonly company: Company; readonly tab: Window };

interface SignInAgainDialogProps {
  readonly opened: boolean;
  readonly email: string;
  /** The company that had signed them in, where one had. */
  readonly company: Company | undefined;
  /** What completes the proof that the password has begun; absent before. */
  readonly ways: readonly string[] | undefined;
  readonly pending: boolean;
  readonly error: unknown;
  /** When `error` came, by the server's clock, in milliseconds. */
  readonly failedAt: number;
  readonly onConfirm: (answer: Answer) => void;
  /** Back to the password. */
  readonly onBack: () => void;
  readonly onCancel: () => void;
}

/** Over whatever was on the page, which nobody may read without a session. It has no easy way out, since that loses what was typed. */
export function SignInAgainDialog(props: SignInAgainDialogProps) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onCancel}
      title="Sign in again"
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      zIndex={400}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--mantine-color-body)' }}
      transitionProps={{ duration: 0 }}
    >
      {props.ways === undefined ? <FirstStep {...props} /> : <SecondStep {...props} ways={props.ways} />}
    </Modal>
  );
}

/** With the company first, for who has been signed in by one: they may have no password. */
function FirstStep(props: SignInAgainDialogProps) {
  const [isByPassword, setByPassword] = useState(false);
  const { email, company, pending, error, failedAt, onConfirm, onCancel } = props;
  const waitSeconds = useWait(error, failedAt);
  const passkey = hasPasskeys() && (
    <PlainButton
      variant="default"
      isWide
      disabled={pending}
      onClick={() => {
        onConfirm({ by: 'passkey' });
      }}
    >
      Sign in with a passkey
    </PlainButton>
  );
  if (company === undefined || isByPassword) return <ByPassword {...props} waitSeconds={waitSeconds} more={passkey} />;
  return (
    <CompanyAgain
      company={company}
      email={email}
      pending={pending}
      failure={error instanceof Error && <SignInFailure error={error} waitSeconds={waitSeconds} />}
      isPaused={waitSeconds > 0}
      onConfirm={(tab) => {
        onConfirm({ by: 'company', company, tab });
      }}
      onPassword={() => {
        setByPassword(true);
      }}
      onCancel={onCancel}
    >
      {passkey}
    </CompanyAgain>
  );
}

type ByPasswordProps = SignInAgainDialogProps & {
  readonly waitSeconds: number;
  /** Other ways. */
  readonly more: ReactNode;
};

function ByPassword({ email, pending, error, waitSeconds, more, onConfirm, onCancel }: ByPasswordProps) {
  const isWrong = hasCode(error, 'authentication-error');
  return (
    <Stack gap="md">
      <PasswordQuestion
        email={email}
        pending={pending}
        isWrong={isWrong}
        failure={error instanceof Error && !isWrong && <SignInFailure error={error} waitSeconds={waitSeconds} />}
        isPaused={waitSeconds > 0}
        confirmLabel="Sign in"
        cancelLabel="Leave this page"
        onConfirm={(password) => {
          onConfirm({ by: 'password', email, password });
        }}
        onCancel={onCancel}
      >
        <Text size="sm">
          Your session has ended, as it does after a time without use. What you typed is still there: enter the password
          of {email} to go on with it.
        </Text>
      </PasswordQuestion>
      {more}
    </Stack>
  );
}

type SecondStepProps = SignInAgainDialogProps & { readonly ways: readonly string[] };

function SecondStep({ email, ways, pending, error, failedAt, onConfirm, onBack }: SecondStepProps) {
  const waitSeconds = useWait(error, failedAt);
  return (
    <FactorQuestion
      ways={ways}
      pending={pending}
      error={error}
      failure={error instanceof Error && <SignInFailure error={error} waitSeconds={waitSeconds} />}
      isPaused={waitSeconds > 0}
      cancelLabel="Back"
      onCode={(code) => {
        onConfirm({ by: 'code', code });
      }}
      onPasskey={() => {
        onConfirm({ by: 'passkey' });
      }}
      onCancel={onBack}
    >
      <Text size="sm">The password of {email} is right. One more step, and what you typed goes on.</Text>
    </FactorQuestion>
  );
}

/** Seconds until the next try is allowed. */
function useWait(error: unknown, failedAt: number): number {
  const passed = (useNow() - failedAt) / 1000;
  if (!hasCode(error, 'too-many-attempts', 'too-many-requests')) return 0;
  return Math.max(0, Math.ceil((error.retryAfterSeconds ?? 60) - passed));
}
