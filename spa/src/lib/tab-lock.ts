import { useEffect, useState } from 'react';

/** What tabs of one browser agree on by Web Locks: which one watches for all, and that some are looked at. */
type TabLock = 'cloudapp-watcher' | 'cloudapp-looked-at';

/**
 * Holds a lock as long as it is wanted and the tab is there; the browser passes it on when a tab closes.
 *
 * @param mode an exclusive lock is one tab's, a shared one that of all who want it
 * @returns whether this tab has it
 */
export function useTabLock(name: TabLock, mode: LockMode, isWanted = true): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!isWanted) return;
    const wait = new AbortController();
    let release: () => void = () => undefined;
    const hold = () =>
      new Promise<void>((resolve) => {
        if (wait.signal.aborted) {
          resolve();
          return;
        }
        release = resolve;
        setHeld(true);
      });
    navigator.locks.request(name, { mode, signal: wait.signal }, hold).catch((error: unknown) => {
      if (!wait.signal.aborted) throw error;
    });
    return () => {
      wait.abort();
      release();
      setHeld(false);
    };
  }, [name, mode, isWanted]);
  return isHeld;
}

/** Whether any tab of this browser has a lock. */
export async function isLockHeld(name: TabLock): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === name);
}
