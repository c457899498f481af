import type { CurrentSession } from '@cloudapp/contracts/session';
import { useEffect, useState } from 'react';
import { goTo, useAddress } from '../../../lib/address.ts';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { beginSession, loadSession, useSession } from '../../../modules/account/session.ts';
import { Entrance } from '../components/entrance.tsx';
import { placeAfterSignIn } from '../components/place-after-sign-in.ts';
import { SignedIn } from '../components/signed-in.tsx';
import { SignInCard } from './sign-in-card.tsx';

/** Long enough to read the name, short enough not to wait for. */
const greetingMilliseconds = 1200;

interface SignInPageProps {
  /** Called when somebody begins to type, to fetch the next page early. */
  readonly onTyping: () => void;
}

export function SignInPage({ onTyping }: SignInPageProps) {
  useDocumentTitle('Sign in · CloudApp');
  const session = useSession();
  const search = useAddress(searchOf);
  const [greeting, setGreeting] = useState<CurrentSession>();

  useEffect(() => {
    // Whoever comes here by the address bar may be signed in already.
    if (session.kind === 'unknown') void loadSession();
    if (session.kind === 'signed-in') {
      goTo(placeAfterSignIn(new URLSearchParams(search).get('next')), { replace: true });
    }
  }, [session.kind, search]);

  useEffect(() => {
    if (!greeting) return;
    const timer = setTimeout(beginSession, greetingMilliseconds, greeting);
    return () => {
      clearTimeout(timer);
    };
  }, [greeting]);

  return (
    <Entrance>
      {greeting ? (
        <SignedIn
          session={greeting}
          onContinue={() => {
            beginSession(greeting);
          }}
        />
      ) : (
        <SignInCard isSignedOut={session.kind === 'signed-out'} onTyping={onTyping} onSession={setGreeting} />
      )}
    </Entrance>
  );
}

function searchOf({ search }: Location): string {
  return search;
}
