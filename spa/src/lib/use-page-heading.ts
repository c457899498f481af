import { useRef, type RefObject } from 'react';
import { useDocumentTitle } from './use-document-title.ts';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';

/** For the heading of a page: its words name the page in the browser, too, and it has the focus when somebody arrives. */
export function usePageHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${title} · CloudApp`);
  useFocusOnArrival(heading);
  return heading;
}
