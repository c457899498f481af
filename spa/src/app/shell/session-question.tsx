import { lazyDialog } from '../../components/lazy-dialog.tsx';
import { callApi } from '../../lib/api/call-api.ts';
import { newSession } from '../../lib/api/question.ts';
import { beginSession, useCurrentUser } from '../../modules/account/session.ts';
import { useQuestion } from './use-question.ts';

const SignInAgainDialog = lazyDialog(
  async () => (await import('../../modules/account/components/sign-in-again-dialog.tsx')).SignInAgainDialog,
);

/** Has the person sign in again over the page when the session ended, so that nothing typed is lost, and lets all calls go on. */
export function SessionQuestion() {
  const { email } = useCurrentUser();
  const asked = useQuestion(newSession, async (password) => {
    beginSession(await callApi('signIn', { body: { email, password } }));
  });
  return asked && <SignInAgainDialog key={asked.number} email={email} failedAt={asked.failedAt} {...asked.dialog} />;
}
