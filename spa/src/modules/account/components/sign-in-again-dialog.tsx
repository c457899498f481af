import { Modal, Text } from '@mantine/core';
import { hasCode } from '../../../lib/api/api-error.ts';
import { useNow } from '../../../lib/use-now.ts';
import { PasswordQuestion } from './password-question.tsx';
import { SignInFailure } from './sign-in-failure.tsx';

interface SignInAgainDialogProps {
  readonly opened: boolean;
  readonly email: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** When `error` came, by the server's clock, in milliseconds. */
  readonly failedAt: number;
  readonly onConfirm: (password: string) => void;
  readonly onCancel: () => void;
}

/** Over whatever was on the page, which nobody may read without a session. It has no easy way out, since that loses what was typed. */
export function SignInAgainDialog({ opened, error, failedAt, onCancel, ...answer }: SignInAgainDialogProps) {
  const waitSeconds = useWait(error, failedAt);
  const isWrong = hasCode(error, 'authentication-error');
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title="Sign in again"
      centered
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      zIndex={400}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--mantine-color-body)' }}
      transitionProps={{ duration: 0 }}
    >
      <PasswordQuestion
        {...answer}
        isWrong={isWrong}
        failure={error instanceof Error && !isWrong && <SignInFailure error={error} waitSeconds={waitSeconds} />}
        isPaused={waitSeconds > 0}
        confirmLabel="Sign in"
        cancelLabel="Leave this page"
        onCancel={onCancel}
      >
        <Text size="sm">
          Your session has ended, as it does after a time without use. What you typed is still there: enter the password
          of {answer.email} to go on with it.
        </Text>
      </PasswordQuestion>
    </Modal>
  );
}

/** Seconds until the next try is allowed. */
function useWait(error: unknown, failedAt: number): number {
  const passed = (useNow() - failedAt) / 1000;
  if (!hasCode(error, 'too-many-attempts', 'too-many-requests')) return 0;
  return Math.max(0, Math.ceil((error.retryAfterSeconds ?? 60) - passed));
}
