import { useEffect, useEffectEvent } from 'react';

/** Calls `press` at keys that are meant, wherever they are pressed, in place of what the browser does with them. */
export function useKey(isMeant: (event: KeyboardEvent) => boolean, press: () => void): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (!isMeant(event)) return;
    event.preventDefault();
    press();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      hear(event);
    };
    document.documentElement.addEventListener('keydown', listen);
    return () => {
      document.documentElement.removeEventListener('keydown', listen);
    };
  }, []);
}
