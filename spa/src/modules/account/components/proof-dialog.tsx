import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { hasCode, type BegunProof } from '../../../lib/api/api-error.ts';
import type { ProofAnswer } from '../api/proof.ts';
import type { Company } from '../api/company.ts';
import { CompanyQuestion } from './company-question.tsx';
import { FactorQuestion } from './factor-question.tsx';
import { PasswordQuestion } from './password-question.tsx';
import { ProofFailure } from './proof-failure.tsx';

interface ProofDialogProps {
  readonly opened: boolean;
  readonly email: string;
  /** The company that has signed them in, where one did. */
  readonly company: Company | undefined;
  /** How it can be proven: by the password, or by second factors. Absent when that is not known. */
  readonly begun: BegunProof | undefined;
  /** Why that is not known. */
  readonly loadingError: unknown;
  readonly onReload: () => void;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: (answer: ProofAnswer) => void;
  readonly onSignOut: () => void;
  readonly onCancel: () => void;
}

/** Asks once more who it is, over whatever was begun. */
export function ProofDialog(props: ProofDialogProps) {
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onCancel}
      title="Is it you?"
      centered
      closeOnClickOutside={false}
      withCloseButton={false}
    >
      <Question {...props} />
    </Dialog>
  );
}

function Question(props: ProofDialogProps) {
  const { begun, email, pending, error, onConfirm, onCancel } = props;
  if (begun === undefined) return <NotKnown {...props} />;
  const { ways, ticket } = begun;
  const isWrong = hasCode(error, 'wrong-current-password');
  const shared = { pending, cancelLabel: 'Cancel', onCancel };
  const failure = error instanceof Error && !isWrong && <ProofFailure error={error} />;
  if (ways.includes('password')) {
    return (
      <PasswordQuestion
        {...shared}
        email={email}
        isWrong={isWrong}
        failure={failure}
        confirmLabel="Go on"
        onConfirm={(password) => {
          onConfirm({ password });
        }}
      >
        <Text size="sm">This can do harm in the wrong hands. Enter your password to go on with it.</Text>
      </PasswordQuestion>
    );
  }
  if (ways.includes('company')) return <CompanyQuestion {...props} failure={failure} />;
  return (
    <FactorQuestion
      {...shared}
      ways={ways}
      error={error}
      failure={failure}
      onCode={(code) => {
        onConfirm({ code });
      }}
      onPasskey={() => {
        onConfirm({ ticket });
      }}
    >
      <Text size="sm">This can do harm in the wrong hands. Prove that it is you to go on with it.</Text>
    </FactorQuestion>
  );
}

function NotKnown({ loadingError, onReload, onCancel }: ProofDialogProps) {
  return (
    <Stack gap="md">
      <ErrorNotice error={loadingError} title="You could not be asked" onRetry={onReload} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
