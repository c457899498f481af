import { useEffect, useState } from 'react';
import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { callApi } from '../../lib/api/call-api.ts';
import { askForProofWith } from '../../lib/api/fresh-proof.ts';
import { useCurrentUser } from '../../modules/account/session.ts';

const ProofDialog = lazyDialog(
  async () => (await import('../../modules/account/components/proof-dialog.tsx')).ProofDialog,
);

interface Question {
  readonly answer: (isProven: boolean) => void;
  readonly number: number;
}

/** Asks for the password wherever the API wants to know once more who this is, and lets what was begun go on. */
export function ProofQuestion() {
  const { email } = useCurrentUser();
  const [question, setQuestion] = useState<Question>();
  const [opened, setOpened] = useState(false);
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: undefined });

  useEffect(
    () =>
      askForProofWith(
        () =>
          new Promise((answer) => {
            setState({ pending: false, error: undefined });
            setQuestion((last) => ({ answer, number: (last?.number ?? 0) + 1 }));
            setOpened(true);
          }),
      ),
    [],
  );

  if (question === undefined) return null;
  const end = (isProven: boolean) => {
    setOpened(false);
    question.answer(isProven);
  };
  const prove = (password: string) => {
    setState(({ error }) => ({ pending: true, error }));
    callApi('renewProof', { body: { password } }).then(
      () => {
        end(true);
      },
      (error: unknown) => {
        setState({ pending: false, error });
      },
    );
  };
  return (
    <ProofDialog
      key={question.number}
      {...{ opened, email, ...state }}
      onConfirm={prove}
      onCancel={() => {
        end(false);
      }}
    />
  );
}
