import { Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { PasswordFailure } from './password-failure.tsx';
import { PasswordQuestion } from './password-question.tsx';

interface ProofDialogProps {
  readonly opened: boolean;
  readonly email: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: (password: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the password once more, over whatever was begun. */
export function ProofDialog({ opened, error, onCancel, ...answer }: ProofDialogProps) {
  const isWrong = hasCode(error, 'wrong-current-password');
  return (
    <Dialog
      opened={opened}
      onClose={onCancel}
      title="Is it you?"
      centered
      closeOnClickOutside={false}
      withCloseButton={false}
    >
      <PasswordQuestion
        {...answer}
        isWrong={isWrong}
        failure={
          error instanceof Error && !isWrong && <PasswordFailure error={error} title="It could not be checked" />
        }
        confirmLabel="Go on"
        cancelLabel="Cancel"
        onCancel={onCancel}
      >
        <Text size="sm">This can do harm in the wrong hands. Enter your password to go on with it.</Text>
      </PasswordQuestion>
    </Dialog>
  );
}
