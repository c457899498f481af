import type { CurrentSession } from '@cloudapp/contracts/session';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router-dom';
import { hasCode } from '../../../lib/api/api-error.ts';
import { sessionQuery } from '../../../lib/queries/session.ts';
import { useNow } from '../../../lib/use-now.ts';
import { useSignIn } from '../api/sign-in.ts';
import { placeAfterSignIn } from '../components/place-after-sign-in.ts';
import { Entrance } from '../components/entrance.tsx';
import { SignInForm } from '../components/sign-in-form.tsx';
import { SignedIn } from '../components/signed-in.tsx';

/** Long enough to read the name, short enough not to wait for. */
const greetingMilliseconds = 1200;

interface SignInPageProps {
  /** Called when the sign-in succeeded, to fetch the next page early. */
  readonly onSignedIn: () => void;
}

export function SignInPage({ onSignedIn }: SignInPageProps) {
  useDocumentTitle('Sign in · CloudApp');
  const client = useQueryClient();
  const [parameters] = useSearchParams();
  const { data: session } = useQuery(sessionQuery);
  const [greeting, setGreeting] = useState<CurrentSession>();
  const [blockedUntil, setBlockedUntil] = useState(0);
  const waitSeconds = Math.max(0, Math.ceil((blockedUntil - useNow()) / 1000));
  const { mutate, error, isPending } = useSignIn();

  useEffect(() => {
    if (!greeting) return;
    const timer = setTimeout(() => {
      client.setQueryData(sessionQuery.queryKey, greeting);
    }, greetingMilliseconds);
    return () => {
      clearTimeout(timer);
    };
  }, [greeting, client]);

  if (session) return <Navigate to={placeAfterSignIn(parameters.get('next'))} replace />;

  const signIn = (email: string, password: string) => {
    mutate(
      { email, password },
      {
        onSuccess: (answer) => {
          onSignedIn();
          setGreeting(answer);
        },
        onError: (failure) => {
          if (!hasCode(failure, 'too-many-attempts', 'too-many-requests')) return;
          setBlockedUntil(Date.now() + (failure.retryAfterSeconds ?? 60) * 1000);
        },
      },
    );
  };

  return (
    <Entrance>
      {greeting ? (
        <SignedIn
          session={greeting}
          onContinue={() => {
            client.setQueryData(sessionQuery.queryKey, greeting);
          }}
        />
      ) : (
        <SignInForm error={error} waitSeconds={waitSeconds} pending={isPending} onSubmit={signIn} />
      )}
    </Entrance>
  );
}
