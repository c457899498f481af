import { useSyncExternalStore } from 'react';

/** Whose commands a reader can paste: Windows' PowerShell (5.1, which every Windows has), or a shell of macOS and Linux. */
export type ReaderSystem = 'windows' | 'unix';

const storageKey = 'cloudapp-system';
const listeners = new Set<() => void>();
/** Lasts as long as the page where the browser keeps nothing. */
let chosen: ReaderSystem | undefined;

export function systemOf(userAgent: string): ReaderSystem {
  return /\bWindows\b/.test(userAgent) ? 'windows' : 'unix';
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
  return kept === 'windows' || kept === 'unix' ? kept : systemOf(navigator.userAgent);
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
