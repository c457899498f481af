import { SecondFactorPage } from '../features/sign-in/routes/second-factor-page.tsx';
import { ProofQuestion } from './shell/proof-question.tsx';
import { SessionQuestion } from './shell/session-question.tsx';

/** The page that sets up a demanded second factor, with what asks in between. */
export function SecondFactorDue() {
  return (
    <>
      <SecondFactorPage />
      <ProofQuestion />
      <SessionQuestion />
    </>
  );
}
