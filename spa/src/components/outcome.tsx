import { useLayoutEffect, type ReactNode } from 'react';
import { usePageHeading } from '../lib/use-page-heading.ts';
import classes from './plain/plain.module.css';

interface OutcomeProps {
  readonly title: string;
  /** Whether it goes on by nothing but the person. @default false */
  readonly isEnd?: boolean;
  readonly children: ReactNode;
}

/** What came of something, on the card of a page before the door. */
export function Outcome({ title, isEnd = false, children }: OutcomeProps) {
  const heading = usePageHeading(title);
  useLayoutEffect(() => {
    // It takes the place of what somebody was waiting at, and is read from its start.
    if (isEnd) heading.current?.focus();
  }, [heading, isEnd]);
  return (
    <div className={classes['stack']}>
      <h1 ref={heading} tabIndex={-1} className={classes['title']}>
        {title}
      </h1>
      {children}
    </div>
  );
}
