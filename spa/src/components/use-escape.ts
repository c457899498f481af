import { useEffect, useEffectEvent } from 'react';

type Close = () => void;

const open: Close[] = [];

// Mantine listens once for each dialog, so that one press closes all of them, or one that it has just opened.
function closeTopmost(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing) return;
  // So Mantine marks what has a list open: the key closes that.
  const isTaken = event.target instanceof Element && event.target.matches('[data-mantine-stop-propagation="true"]');
  if (!isTaken) open.at(-1)?.();
}

/** Closes a dialog by Esc while it is the topmost. */
export function useEscape(opened: boolean, onClose: Close): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!opened) return;
    const entry = () => {
      close();
    };
    if (open.length === 0) window.addEventListener('keydown', closeTopmost, { capture: true });
    open.push(entry);
    return () => {
      open.splice(open.indexOf(entry), 1);
      if (open.length === 0) window.removeEventListener('keydown', closeTopmost, { capture: true });
    };
  }, [opened]);
}
