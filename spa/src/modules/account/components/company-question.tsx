import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PlainButton } from '../../../components/plain/plain-button.tsx';
import classes from '../../../components/plain/plain.module.css';
import type { Company } from '../api/company.ts';
import type { ProofAnswer } from '../api/proof.ts';

interface CompanyQuestionProps {
  /** The one that has signed them in; where none did, they sign out and in again. */
  readonly company: Company | undefined;
  readonly pending: boolean;
  readonly failure: ReactNode;
  readonly onConfirm: (answer: ProofAnswer) => void;
  readonly onSignOut: () => void;
  readonly onCancel: () => void;
}

/** For who has neither a password nor a second factor: a company says once more who they are, on a page of its own. */
export function CompanyQuestion({ company, pending, failure, onConfirm, onSignOut, onCancel }: CompanyQuestionProps) {
  return (
    <div className={classes['stack']}>
      <Text size="sm">
        This can do harm in the wrong hands.{' '}
        {company
          ? 'Your company must say first that it is you. You come back to this page, and then do it once more; what you typed here is lost.'
          : 'Sign out and in again, then do it once more within ten minutes.'}
      </Text>
      {failure}
      {company ? (
        <PlainButton
          isWide
          isLoading={pending}
          onClick={() => {
            onConfirm({ company: { id: company.id, name: company.name } });
          }}
        >
          Sign in again with {company.name}
        </PlainButton>
      ) : (
        <PlainButton isWide onClick={onSignOut}>
          Sign out
        </PlainButton>
      )}
      <PlainButton variant="subtle" onClick={onCancel}>
        Cancel
      </PlainButton>
    </div>
  );
}
