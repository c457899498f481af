import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import { IconWifiOff } from '../../components/icons.ts';
import { PageSkeleton } from '../../components/page-skeleton.tsx';
import { mainId } from '../../lib/use-focus-on-arrival.ts';
import { useKey } from '../../lib/use-key.ts';
import { useMedia } from '../../lib/use-media.ts';
import { useOnline } from '../../lib/use-online.ts';
import { useCurrentSession } from '../../modules/account/session.ts';
import type { CrashBoundary } from '../crash-boundary.tsx';
import { LazyCommandPalette } from './lazy-command-palette.tsx';
import { Navigation } from './navigation.tsx';
import { TopBar } from './top-bar.tsx';
import classes from './shell.module.css';

// A call that has a question before it has arrived waits for it.
const Background = lazy(async () => ({ default: (await import('./background.tsx')).Background }));
const SecondFactorReminder = lazy(async () => ({
  default: (await import('./second-factor-reminder.tsx')).SecondFactorReminder,
}));
// Messages that come before it has arrived wait in its store.
const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

export interface ShellProps {
  /** What shows a page that broke: handed down by the first load, which has it. */
  readonly Boundary: typeof CrashBoundary;
}

/** The frame of every signed-in page. */
export function Shell({ Boundary }: ShellProps) {
  const { user, secondFactorDue: due } = useCurrentSession();
  const isPhone = useMedia('(max-width: 48em)');
  const isOnline = useOnline();
  const [searching, setSearching] = useState(false);
  const { pathname } = useLocation();
  const main = useArrival(pathname);
  const openSearch = () => {
    setSearching(true);
  };
  useKey(isSearchKey, openSearch);

  return (
    <div className={classes['shell']}>
      <a href={`#${mainId}`} className={classes['skip']}>
        Skip to content
      </a>
      <TopBar user={user} onSearch={openSearch} />
      <Navigation isAdministrator={user.role === 'admin'} isPhone={isPhone} />
      <main id={mainId} ref={main} tabIndex={-1} className={classes['main']}>
        {!isOnline && (
          <p className={classes['offline']} role="status">
            <IconWifiOff size={18} aria-hidden /> You are offline. What you see may be old; machines keep running.
          </p>
        )}
        {due !== undefined && (
          <Suspense>
            <SecondFactorReminder due={due} />
          </Suspense>
        )}
        <Boundary place={pathname}>
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </Boundary>
      </main>
      <Suspense>
        <Notifications position={isPhone ? 'top-center' : 'bottom-right'} autoClose={6000} />
      </Suspense>
      <Suspense>
        <Background userId={user.id} />
      </Suspense>
      <LazyCommandPalette
        opened={searching}
        onClose={() => {
          setSearching(false);
        }}
      />
    </div>
  );
}

/**
 * A new page begins at its top, and the keyboard at its heading; while that is on its way the frame around it waits in its
 * place (useFocusOnArrival). The very first page leaves the focus alone.
 */
function useArrival(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    const heading = main.current?.querySelector<HTMLElement>('h1');
    (heading ?? main.current)?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

/** Control and K, or Command and K. */
function isSearchKey({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent): boolean {
  return ctrlKey !== metaKey && !altKey && !shiftKey && key.toLowerCase() === 'k';
}
