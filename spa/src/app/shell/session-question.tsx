import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { newSession } from '../../lib/api/question.ts';
import { useSignIn } from '../../modules/account/api/use-sign-in.ts';
import { beginSession, replaceSession, useCurrentSession } from '../../modules/account/session.ts';
import { useQuestion } from './use-question.ts';

const SignInAgainDialog = lazyDialog(
  async () => (await import('../../modules/account/components/sign-in-again-dialog.tsx')).SignInAgainDialog,
);

/** Has the person sign in again over the page when the session ended, so that nothing typed is lost, and lets all calls go on. */
export function SessionQuestion() {
  const { user, company } = useCurrentSession();
  const { proof, take, startOver } = useSignIn((session) => {
    // Who has a passkey may be somebody else, whom the page is not for.
    if (session.user.id === user.id) beginSession(session);
    else replaceSession();
  });
  const asked = useQuestion(newSession, take);
  if (!asked) return null;
  return (
    <SignInAgainDialog
      key={asked.number}
      email={user.email}
      company={company}
      ways={proof?.ways}
      failedAt={asked.failedAt}
      {...asked.dialog}
      onBack={startOver}
    />
  );
}
