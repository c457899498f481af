import type { CurrentSession } from '@cloudapp/contracts/session';
import { useEffect, useState } from 'react';
import { goTo, useAddress } from '../../../lib/address.ts';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { byServerClock } from '../../../lib/server-clock.ts';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { useNow } from '../../../lib/use-now.ts';
import { beginSession, loadSession, useSession } from '../../../modules/account/session.ts';
import { useRequest } from '../api/use-request.ts';
import { Entrance } from '../components/entrance.tsx';
import { placeAfterSignIn } from '../components/place-after-sign-in.ts';
import { SignInForm } from '../components/sign-in-form.tsx';
import { SignedIn } from '../components/signed-in.tsx';

/** Long enough to read the name, short enough not to wait for. */
const greetingMilliseconds = 1200;

/** Until when nobody is let in, or one account alone. */
interface Pause {
  readonly until: number;
  readonly email?: string;
}

interface SignInPageProps {
  /** Called when somebody begins to type, to fetch the next page early. */
  readonly onTyping: () => void;
}

export function SignInPage({ onTyping }: SignInPageProps) {
  useDocumentTitle('Sign in · CloudApp');
  const session = useSession();
  const search = useAddress(searchOf);
  const [greeting, setGreeting] = useState<CurrentSession>();
  const [pause, setPause] = useState<Pause>({ until: 0 });
  const waitSeconds = Math.max(0, Math.ceil((pause.until - useNow()) / 1000));

  const { send, error, pending } = useRequest(async (credentials: { email: string; password: string }) => {
    try {
      const answer = await callApi('signIn', { body: credentials });
      setGreeting(answer);
    } catch (failure) {
      if (hasCode(failure, 'too-many-attempts', 'too-many-requests')) {
        const until = byServerClock(Date.now()) + (failure.retryAfterSeconds ?? 60) * 1000;
        setPause({ until, ...(hasCode(failure, 'too-many-attempts') && { email: credentials.email }) });
      }
      throw failure;
    }
  });

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
        <SignInForm
          error={error}
          waitSeconds={waitSeconds}
          pausedEmail={pause.email}
          pending={pending}
          onTyping={onTyping}
          onSubmit={(email, password) => {
            send({ email, password });
          }}
        />
      )}
    </Entrance>
  );
}

function searchOf({ search }: Location): string {
  return search;
}
