import type { CurrentSession } from '@cloudapp/contracts/session';
import { useState } from 'react';
import { hasCode, type BegunProof } from '../../../lib/api/api-error.ts';
import { sendSignIn, type SignInAnswer, type SignInOutcome } from './sign-in.ts';

interface SignIn {
  /** What the password has begun and something else must complete. */
  readonly proof: BegunProof | undefined;
  /** Takes an answer; true once that was enough. */
  readonly take: (answer: SignInAnswer) => Promise<boolean>;
  /** Back to the password. */
  readonly startOver: () => void;
}

/** Signs in, in one step or two. */
export function useSignIn(onSession: (session: CurrentSession) => void): SignIn {
  const [proof, setProof] = useState<BegunProof>();
  const startOver = () => {
    setProof(undefined);
  };
  const take = async (answer: SignInAnswer) => {
    try {
      const outcome = await outcomeOf(answer, proof);
      if (outcome === undefined) return false;
      if ('ticket' in outcome) {
        setProof(outcome);
        return false;
      }
      startOver();
      onSession(outcome);
      return true;
    } catch (error) {
      if (hasCode(error, 'ticket-ended')) startOver();
      throw error;
    }
  };
  return { proof, take, startOver };
}

async function outcomeOf(answer: SignInAnswer, proof: BegunProof | undefined): Promise<SignInOutcome> {
  if (answer.by === 'password') return await sendSignIn({ email: answer.email, password: answer.password });
  const { goOnWithSignIn } = await import('./go-on-with-sign-in.ts');
  return await goOnWithSignIn(answer, proof);
}
