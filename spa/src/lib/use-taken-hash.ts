import { useLayoutEffect, useState } from 'react';
import { goTo, useAddress } from './address.ts';

/**
 * What a link hands over to a page behind `#`, with that sign; it is taken out of the address bar and the history before anything
 * is shown.
 */
export function useTakenHash(path: string): string {
  const hash = useAddress(hashOf);
  const [taken, setTaken] = useState(hash);
  // Another link opened in the same tab takes the place of the first.
  if (hash !== '' && hash !== taken) setTaken(hash);
  useLayoutEffect(() => {
    if (hash !== '') goTo(path, { replace: true });
  }, [hash, path]);
  return taken;
}

function hashOf({ hash }: Location): string {
  return hash;
}
