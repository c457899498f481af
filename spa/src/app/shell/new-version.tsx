import { useEffect } from 'react';
import { IconRefresh } from '../../components/icons.ts';
import { PlainButton } from '../../components/plain/plain-button.tsx';
import { isOutdated } from '../../lib/api/page-version.ts';
import classes from './shell.module.css';

const lookMilliseconds = 10 * 60_000;

/**
 * Tells once that the pages have been updated since this one was loaded: looked at every ten minutes, when somebody comes back to
 * the tab, and when a part of the page is missing, which a server of another version does not have.
 */
export function NewVersion() {
  useEffect(() => {
    let isTold = false;
    const look = async () => {
      if (isTold || document.visibilityState === 'hidden' || !(await isOutdated())) return;
      isTold = true;
      await offerReload();
    };
    const lookNow = () => void look();
    const timer = setInterval(lookNow, lookMilliseconds);
    document.addEventListener('visibilitychange', lookNow);
    window.addEventListener('vite:preloadError', lookNow);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', lookNow);
      window.removeEventListener('vite:preloadError', lookNow);
    };
  }, []);
  return null;
}

function reload(): void {
  window.location.reload();
}

async function offerReload(): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({
    id: 'update',
    title: 'CloudApp was updated',
    message: (
      <div className={classes['update']}>
        This page is of the version before. Reload it for the new one; what you typed in a launch form stays.
        <PlainButton onClick={reload}>Reload</PlainButton>
      </div>
    ),
    icon: <IconRefresh size={18} aria-hidden />,
    autoClose: false,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    role: 'status',
    'aria-label': 'CloudApp was updated',
  });
}
