import { useLayoutEffect, type RefObject } from 'react';

/** Pixels between the button and what opens, and at least so many to the window's edge. */
const gap = 6;
const margin = 8;

/** Keeps an open popup at its button: below it, above where there is no room, its end under the button's end. */
export function useFloating(
  button: RefObject<HTMLElement | null>,
  popup: RefObject<HTMLElement | null>,
  isOpen: boolean,
): void {
  useLayoutEffect(() => {
    if (!isOpen) return;
    const place = () => {
      if (button.current && popup.current) placeAt(button.current.getBoundingClientRect(), popup.current);
    };
    place();
    window.addEventListener('resize', place);
    // Whatever scrolls takes the button along, be it the page or a table in it.
    window.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, { capture: true });
    };
  }, [button, popup, isOpen]);
}

function placeAt(target: DOMRect, popup: HTMLElement): void {
  const { width, height } = popup.getBoundingClientRect();
  const hasRoomBelow = target.bottom + gap + height <= window.innerHeight - margin;
  const top = hasRoomBelow ? target.bottom + gap : Math.max(margin, target.top - gap - height);
  const left = Math.max(margin, target.right - width);
  popup.style.top = `${top}px`;
  popup.style.left = `${left}px`;
}
