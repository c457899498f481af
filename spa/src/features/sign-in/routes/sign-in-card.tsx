import type { CurrentSession } from '@cloudapp/contracts/session';
import { lazy, Suspense, useState } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { byServerClock } from '../../../lib/server-clock.ts';
import { useNow } from '../../../lib/use-now.ts';
import type { SignInAnswer } from '../../../modules/account/api/sign-in.ts';
import { useSignIn } from '../../../modules/account/api/use-sign-in.ts';
import { usePasskeyAutofill } from '../api/use-passkey-autofill.ts';
import { useRequest } from '../../../lib/use-request.ts';
import { useMoreWays } from '../api/use-more-ways.ts';
import { SignInFailure } from '../components/after-a-try.tsx';
import { FirstStep } from '../components/first-step.tsx';

const loadSecondStep = () => import('../components/second-step.tsx');
const SecondStep = lazy(async () => ({ default: (await loadSecondStep()).SecondStep }));

/** Until when nobody is let in, or one account alone. */
interface Pause {
  readonly until: number;
  readonly email?: string;
}

interface SignInCardProps {
  /** Whether it is known that nobody is signed in. */
  readonly isSignedOut: boolean;
  /** Where to go afterwards, for who has to leave the page in between. */
  readonly next: string | null;
  /** Called when somebody begins to type, to fetch the next page early. */
  readonly onTyping: () => void;
  readonly onSession: (session: CurrentSession) => void;
}

/** By a company, by e-mail and password, and by what else the account asks for, or by a passkey alone. */
export function SignInCard({ isSignedOut, next, onTyping, onSession }: SignInCardProps) {
  const [email, setEmail] = useState('');
  const [pause, setPause] = useState<Pause>({ until: 0 });
  const waitSeconds = Math.max(0, Math.ceil((pause.until - useNow()) / 1000));
  const { more, lookAgain } = useMoreWays();
  const { proof, take, startOver } = useSignIn(onSession);
  const { send, sent, error, pending, reset } = useRequest(async (answer: SignInAnswer) => {
    const account = answer.by === 'password' ? answer.email : email;
    setEmail(account);
    try {
      await take(answer);
    } catch (failure) {
      // The page may not know of the other ways yet.
      if (hasCode(failure, 'passwords-off')) lookAgain();
      if (hasCode(failure, 'too-many-attempts', 'too-many-requests')) {
        const until = byServerClock(Date.now()) + (failure.retryAfterSeconds ?? 60) * 1000;
        setPause({ until, ...(hasCode(failure, 'too-many-attempts') && { email: account }) });
      }
      throw failure;
    }
  });
  const isAskingForPasskey = pending && sent?.by === 'passkey';
  usePasskeyAutofill(isSignedOut && !proof && !isAskingForPasskey, (given) => {
    send({ by: 'given-passkey', ...given });
  });
  const onPasskey = () => {
    send({ by: 'passkey' });
  };
  if (proof) {
    return (
      <Suspense>
        <SecondStep
          {...{ error, pending, onPasskey }}
          ways={proof.ways}
          email={email}
          isPaused={waitSeconds > 0}
          failure={error instanceof Error && <SignInFailure error={error} waitSeconds={waitSeconds} />}
          onCode={(code) => {
            send({ by: 'code', code });
          }}
          onCancel={() => {
            startOver();
            reset();
          }}
        />
      </Suspense>
    );
  }
  return (
    <FirstStep
      {...{ more, next, error, pending, waitSeconds, onTyping, onPasskey }}
      isByPasskey={sent !== undefined && sent.by !== 'password'}
      startEmail={email}
      pausedEmail={pause.email}
      onSubmit={(typedEmail, password) => {
        send({ by: 'password', email: typedEmail, password });
      }}
    />
  );
}
