import { useEffect, type RefObject } from 'react';

/** The part of the window that changes from page to page; the shell gives it the focus when the address changes. */
export const mainId = 'main';

/** Takes the focus for a page's heading, if whoever came here is still waiting for the page to appear. */
export function useFocusOnArrival(heading: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement?.id === mainId) heading.current?.focus({ preventScroll: true });
  }, [heading]);
}
