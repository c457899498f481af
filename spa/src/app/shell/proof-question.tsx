import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { callApi } from '../../lib/api/call-api.ts';
import { freshProof } from '../../lib/api/question.ts';
import { useCurrentUser } from '../../modules/account/session.ts';
import { useQuestion } from './use-question.ts';

const ProofDialog = lazyDialog(
  async () => (await import('../../modules/account/components/proof-dialog.tsx')).ProofDialog,
);

/** Asks for the password wherever the API wants to know once more who this is, and lets what was begun go on. */
export function ProofQuestion() {
  const { email } = useCurrentUser();
  const asked = useQuestion(freshProof, (password) => callApi('renewProof', { body: { password } }));
  return asked && <ProofDialog key={asked.number} email={email} {...asked.dialog} />;
}
