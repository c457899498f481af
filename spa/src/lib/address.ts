import { startTransition, useEffect, useState } from 'react';

const listeners = new Set<() => void>();

/** Goes to a place of the application, for what is shown while the router is not there. */
export function goTo(path: string, { replace = false } = {}): void {
  if (replace) window.history.replaceState(null, '', path);
  else window.history.pushState(null, '', path);
  listeners.forEach((listener) => {
    listener();
  });
}

/** Whether an address leads to a page, and is no script. */
export function isOfWeb(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** Leaves the application for a page of somebody else's. */
export function leaveFor(address: string): void {
  if (isOfWeb(address)) window.location.assign(address);
}

/**
 * What the address says, also after `goTo` and after steps back and forth. What is shown stays until what comes instead has been
 * downloaded.
 */
export function useAddress<T extends string>(read: (location: Location) => T): T {
  const [value, setValue] = useState(() => read(window.location));
  useEffect(() => {
    const look = () => {
      startTransition(() => {
        setValue(read(window.location));
      });
    };
    listeners.add(look);
    window.addEventListener('popstate', look);
    return () => {
      listeners.delete(look);
      window.removeEventListener('popstate', look);
    };
  }, [read]);
  return value;
}
