import type { SignInOptions } from '@cloudapp/contracts/identity-provider';
import { useEffect, useState } from 'react';
import { callApi } from '../../../lib/api/call-api.ts';

/** What there is at least, and where nobody can say what else. */
const passwordsAlone: SignInOptions = { companies: [], passwordsOf: 'everybody' };

/** Longer than an answer takes on most lines, shorter than somebody looks at a page that does not come. */
const patienceMilliseconds = 1500;

interface Options {
  /** Undefined at first. Once that has taken too long, passwords alone, until more is known. */
  readonly options: SignInOptions | undefined;
  readonly reload: () => void;
}

/** The ways to sign in that are set up. */
export function useSignInOptions(): Options {
  const [options, setOptions] = useState<SignInOptions>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const end = new AbortController();
    const settle = () => {
      if (!end.signal.aborted) setOptions((known) => known ?? passwordsAlone);
    };
    const timer = setTimeout(settle, patienceMilliseconds);
    callApi('getSignInOptions', { signal: end.signal }).then(setOptions, settle);
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [asked]);
  return {
    options,
    reload: () => {
      setAsked(asked + 1);
    },
  };
}
