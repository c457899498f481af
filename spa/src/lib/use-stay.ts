import { useEffect, useLayoutEffect, useRef } from 'react';
import { guardStepsBack } from './steps-back.ts';

/**
 * Keeps somebody on this page who would lose something by leaving it: the browser asks before the tab is closed or loaded anew, and
 * going back within the application comes to nothing but `onStayed`.
 */
export function useStay(isActive: boolean, onStayed: () => void): void {
  const stayed = useRef(onStayed);
  useEffect(() => {
    stayed.current = onStayed;
  });
  useLayoutEffect(() => {
    if (!isActive) return;
    let isReturning = false;
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    const stay = (event: PopStateEvent) => {
      // The router must not hear of it, nor of the way back here.
      event.stopImmediatePropagation();
      if (isReturning) {
        isReturning = false;
        return;
      }
      isReturning = true;
      window.history.forward();
      stayed.current();
    };
    window.addEventListener('beforeunload', warn);
    const endGuard = guardStepsBack(stay);
    return () => {
      window.removeEventListener('beforeunload', warn);
      endGuard();
    };
  }, [isActive]);
}
