import { Suspense, useEffect } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { useAddress } from '../../../lib/address.ts';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { beginSession, loadSession } from '../../../modules/account/session.ts';
import { preloadAnswers, SignedIn } from '../components/after-a-try.tsx';
import { Entrance } from '../../../components/entrance.tsx';
import { useEntering } from './use-entering.ts';
import { SignInCard } from './sign-in-card.tsx';

interface SignInPageProps {
  /** Called when somebody begins to type, to fetch the next page early. */
  readonly onTyping: () => void;
}

export function SignInPage({ onTyping }: SignInPageProps) {
  useDocumentTitle('Sign in · CloudApp');
  const search = new URLSearchParams(useAddress(searchOf));
  const next = search.get('next');
  const { session, greeting, greet } = useEntering(next);

  useEffect(preloadAnswers, []);
  useEffect(() => {
    // Whoever comes here by the address bar may be signed in already.
    if (session.kind === 'unknown') void loadSession();
  }, [session.kind]);

  return (
    <Entrance>
      {greeting ? (
        <Suspense>
          <SignedIn
            session={greeting}
            onContinue={() => {
              beginSession(greeting);
            }}
          />
        </Suspense>
      ) : (
        <>
          {search.has('signed-out') && <SignedOut />}
          <SignInCard isSignedOut={session.kind === 'signed-out'} next={next} onTyping={onTyping} onSession={greet} />
        </>
      )}
    </Entrance>
  );
}

/** For who comes back from the page on which their company signs them out. */
function SignedOut() {
  return (
    <div style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
      <Notice tone="good" title="You are signed out" role="status">
        To use CloudApp again, sign in.
      </Notice>
    </div>
  );
}

function searchOf({ search }: Location): string {
  return search;
}
