import { useSyncExternalStore } from 'react';

/** Whose commands a reader can paste: Windows' PowerShell (5.1, which every Windows has), or a shell of macOS and Linux. */
export type ShellSystem = 'windows' | 'unix';

/** What the reader works with; phones and tablets have no shell, but apps with forms. */
export type ReaderSystem = ShellSystem | 'phone';

const storageKey = 'cloudapp-system';
const listeners = new Set<() => void>();
/** Lasts as long as the page where the browser keeps nothing. */
let chosen: ReaderSystem | undefined;

export function systemOf({ userAgent, maxTouchPoints }: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): ReaderSystem {
  if (/\bWindows\b/.test(userAgent)) return 'windows';
  // An iPad calls itself a Mac, of which none has a touch screen.
  const isTablet = /\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1;
  return isTablet || /\b(?:Android|iPhone|iPad|iPod)\b/.test(userAgent) ? 'phone' : 'unix';
}

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function current(): ReaderSystem {
  const kept = stored() ?? chosen;
  return kept === 'windows' || kept === 'unix' || kept === 'phone' ? kept : systemOf(navigator);
}

function choose(system: ReaderSystem): void {
  try {
    localStorage.setItem(storageKey, system);
  } catch {
    chosen = system;
  }
  listeners.forEach((listener) => {
    listener();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The system whose commands the reader is shown: that of the browser, until another is chosen in it. */
export function useReaderSystem(): readonly [ReaderSystem, (system: ReaderSystem) => void] {
  return [useSyncExternalStore(subscribe, current), choose];
}
