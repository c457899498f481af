import type { CurrentSession } from '@cloudapp/contracts/session';
import { useEffect, useState } from 'react';
import { goTo } from '../../../lib/address.ts';
import { beginSession, useSession, type SessionState } from '../../../modules/account/session.ts';
import { placeAfterSignIn } from '../components/place-after-sign-in.ts';

/** Long enough to read the name, short enough not to wait for. */
const greetingMilliseconds = 1200;

interface Entering {
  readonly session: SessionState;
  /** Of who has just signed in, until they are inside. */
  readonly greeting: CurrentSession | undefined;
  readonly greet: (session: CurrentSession) => void;
}

/** What follows a sign-in: a greeting, then the page that was asked for. */
export function useEntering(next: string | null): Entering {
  const session = useSession();
  const [greeting, greet] = useState<CurrentSession>();

  useEffect(() => {
    if (session.kind === 'signed-in') goTo(placeAfterSignIn(next), { replace: true });
  }, [session.kind, next]);

  useEffect(() => {
    if (!greeting) return;
    const timer = setTimeout(beginSession, greetingMilliseconds, greeting);
    return () => {
      clearTimeout(timer);
    };
  }, [greeting]);

  return { session, greeting, greet };
}
