import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { hasCode } from '../../lib/api/api-error.ts';
import { freshProof } from '../../lib/api/question.ts';
import { begunProofQuery, prove } from '../../modules/account/api/proof.ts';
import { signOutHere } from '../../modules/account/sign-out-here.ts';
import { useCurrentSession } from '../../modules/account/session.ts';
import { useQuestion } from './use-question.ts';

const ProofDialog = lazyDialog(
  async () => (await import('../../modules/account/components/proof-dialog.tsx')).ProofDialog,
);

/** Asks for a proof wherever the API wants to know once more who this is, and lets what was begun go on. */
export function ProofQuestion() {
  const { user, company } = useCurrentSession();
  const asked = useQuestion(freshProof, prove);
  const isAsked = asked?.dialog.opened ?? false;
  const { data, error, isLoading, refetch } = useQuery({
    ...begunProofQuery(asked?.number ?? 0),
    enabled: isAsked,
  });
  const refusal = asked?.dialog.error;
  useEffect(() => {
    // Whoever has lost the factor that was asked for, or took too long, is asked anew.
    if (hasCode(refusal, 'factor-missing', 'ticket-ended')) void refetch();
  }, [refusal, refetch]);
  if (!asked) return null;
  return (
    <ProofDialog
      key={asked.number}
      email={user.email}
      company={company}
      onSignOut={signOutHere}
      {...asked.dialog}
      opened={isAsked && !isLoading}
      begun={data}
      loadingError={error}
      onReload={() => void refetch()}
    />
  );
}
