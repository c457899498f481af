import type { SignInOptions } from '@cloudapp/contracts/identity-provider';
import { useEffect, useState } from 'react';
import { callApi } from '../../../lib/api/call-api.ts';
import type { MoreWays } from '../routes/more-ways.tsx';

/** Ways to sign in besides a password of everybody, with what shows them, which most have no need to download. */
interface More extends SignInOptions {
  readonly MoreWays: typeof MoreWays;
}

/** Longer than an answer takes on most lines, shorter than somebody looks at a page that does not come. */
const patienceMilliseconds = 1500;

interface Ways {
  /** Undefined while it is not known; null where there are none, or nobody can say, or it takes too long, until it is known. */
  readonly more: More | null | undefined;
  readonly lookAgain: () => void;
}

/** Which ways to sign in are set up. */
export function useMoreWays(): Ways {
  const [more, setMore] = useState<More | null>();
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    const end = new AbortController();
    const giveUp = () => {
      if (!end.signal.aborted) setMore((known) => known ?? null);
    };
    const timer = setTimeout(giveUp, patienceMilliseconds);
    load(end.signal).then(setMore, giveUp);
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [looks]);
  return {
    more,
    lookAgain: () => {
      setLooks(looks + 1);
    },
  };
}

async function load(signal: AbortSignal): Promise<More | null> {
  const options = await callApi('getSignInOptions', { signal });
  if (options.companies.length === 0 && options.passwordsOf === 'everybody') return null;
  return { ...options, ...(await import('../routes/more-ways.tsx')) };
}
