import { useSyncExternalStore } from 'react';
import { byServerClock } from './server-clock.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = byServerClock(Date.now());

// One timer for all the relative times of a page; it stops when none is shown.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) now = byServerClock(Date.now());
  timer ??= setInterval(() => {
    now = byServerClock(Date.now());
    listeners.forEach((notify) => {
      notify();
    });
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time now by the server's clock, in milliseconds; renders again each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
