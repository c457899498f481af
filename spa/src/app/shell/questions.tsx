import { ProofQuestion } from './proof-question.tsx';
import { SessionQuestion } from './session-question.tsx';
import { UnsavedKeys } from './unsaved-keys.tsx';

/** What the person may be asked in the middle of anything. */
export function Questions({ userId }: { readonly userId: string }) {
  return (
    <>
      <ProofQuestion />
      <SessionQuestion />
      <UnsavedKeys userId={userId} />
    </>
  );
}
