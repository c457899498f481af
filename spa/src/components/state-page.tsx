import type { Icon } from '@tabler/icons-react';
import { useEffect } from 'react';
import { paths } from '../lib/paths.ts';
import { usePageHeading } from '../lib/use-page-heading.ts';
import { Brand } from './brand.tsx';
import { PlainButton, PlainButtonLink } from './plain/plain-button.tsx';
import classes from './plain/plain.module.css';

/** What a whole page says of a state. */
export interface State {
  readonly Icon: Icon;
  readonly title: string;
  readonly text: string;
  /** What the button does: look again, go on with what is there now, or go home. */
  readonly way: 'reload' | 'continue' | 'home';
}

interface StatePageProps {
  readonly state: State;
  /** Looks again without loading the whole page. */
  readonly onRetry?: (() => void) | undefined;
  /** Whether the shell is not around it, because nobody knows who is signed in or because it broke. */
  readonly alone?: boolean;
}

/** A whole page for a state: what happened, what it means, and a way back. */
export function StatePage({ state, onRetry, alone = false }: StatePageProps) {
  const { Icon, title, text, way } = state;
  const heading = usePageHeading(title);
  const isTakingOver = takesOver(way, onRetry);
  useEffect(() => {
    // It takes the place of a page that somebody was in the middle of, and their focus with it.
    if (isTakingOver) heading.current?.focus();
  }, [heading, isTakingOver]);
  const Frame = alone ? 'main' : 'div';
  return (
    <Frame className={classes['state']}>
      <div className={classes['words']}>
        {alone && <Brand size={28} />}
        <Icon size={40} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />
        <h1 ref={heading} tabIndex={-1} className={classes['title']}>
          {title}
        </h1>
        <p className={classes['dimmed']}>{text}</p>
        <div className={classes['ways']}>
          {way !== 'home' && <PlainButton onClick={onRetry ?? loadAgain}>{labelOf(way, onRetry)}</PlainButton>}
          {way !== 'continue' && (
            <PlainButtonLink href={paths.home} variant={way === 'home' ? 'filled' : 'default'}>
              Go to the start page
            </PlainButtonLink>
          )}
        </div>
      </div>
    </Frame>
  );
}

type Retry = StatePageProps['onRetry'];

function labelOf(way: State['way'], onRetry: Retry): string {
  if (way === 'continue') return 'Go on with the other account';
  return onRetry ? 'Try again' : 'Reload';
}

function takesOver(way: State['way'], onRetry: Retry): boolean {
  return way === 'continue' || (way === 'reload' && !onRetry);
}

function loadAgain(): void {
  window.location.reload();
}
