import { useSyncExternalStore } from 'react';

const storageKey = 'cloudapp-notices';
const listeners = new Set<() => void>();
/** Lasts as long as the page where the browser keeps nothing. */
let chosen = false;

interface BrowserNotice {
  readonly title: string;
  readonly text: string;
  /** One with the same tag takes the other's place. */
  readonly tag: string;
  readonly onOpen: () => void;
}

function isWanted(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'on';
  } catch {
    return chosen;
  }
}

function choose(on: boolean): void {
  chosen = on;
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Storage is off: the setting lasts as long as the page.
  }
  listeners.forEach((listener) => {
    listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** Whether the browser knows notifications at all. */
export function hasBrowserNotices(): boolean {
  return 'Notification' in window;
}

/** Whether notifications of this browser were asked for in it, and it allows them. */
export function areBrowserNoticesOn(): boolean {
  return hasBrowserNotices() && Notification.permission === 'granted' && isWanted();
}

export function useBrowserNotices(): boolean {
  return useSyncExternalStore(subscribe, areBrowserNoticesOn);
}

export function switchBrowserNoticesOff(): void {
  choose(false);
}

/**
 * Asks the browser for its permission and shows a first notification, for some browsers allow them and then show none (Chrome for
 * Android lets only service workers do so). To be called by a click alone.
 *
 * @returns whether notifications are shown from now on
 */
export async function switchBrowserNoticesOn(first: BrowserNotice): Promise<boolean> {
  if (!hasBrowserNotices() || (await Notification.requestPermission()) !== 'granted') return false;
  const isShown = showBrowserNotice(first);
  choose(isShown);
  return isShown;
}

/** @returns whether the browser shows it */
export function showBrowserNotice({ title, text, tag, onOpen }: BrowserNotice): boolean {
  try {
    const notice = new Notification(title, { body: text, tag });
    notice.onclick = () => {
      window.focus();
      onOpen();
      notice.close();
    };
    return true;
  } catch {
    return false;
  }
}
