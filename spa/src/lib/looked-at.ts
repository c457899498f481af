import { useSyncExternalStore } from 'react';

/** Whether somebody looks at this tab: it is in front, and what is typed goes to it. */
export function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

export function useLookedAt(): boolean {
  return useSyncExternalStore(subscribe, isLookedAt);
}
