import { useSyncExternalStore } from 'react';

/** A private key made in this tab that still has to be saved as a file. */
export interface PendingKey {
  readonly fileName: string;
  readonly privateKey: string;
}

const pending = new Map<string, PendingKey>();
const listeners = new Set<() => void>();
const storageKey = (machineId: string) => `cloudapp-key-file:${machineId}`;

function notify(): void {
  listeners.forEach((listener) => {
    listener();
  });
}

// Private keys stay in this tab's memory: anything kept longer could be read by whoever uses the browser next.
function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export function keepUntilSaved(machineId: string, key: PendingKey): void {
  pending.set(machineId, key);
  window.addEventListener('beforeunload', warnOfLoss);
  notify();
}

export function forgetKey(machineId: string): void {
  pending.delete(machineId);
  if (pending.size === 0) window.removeEventListener('beforeunload', warnOfLoss);
  notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The key that was made for a machine in this tab and is not saved yet. */
export function usePendingKey(machineId: string): PendingKey | undefined {
  return useSyncExternalStore(subscribe, () => pending.get(machineId));
}

/** Remembers in this browser which file holds a machine's key, so that its ssh command can name it. */
export function rememberKeyFile(machineId: string, fileName: string): void {
  try {
    localStorage.setItem(storageKey(machineId), fileName);
  } catch {
    // Storage is full or off: the command is then shown without the file's name.
  }
}

export function rememberedKeyFile(machineId: string): string | undefined {
  try {
    return localStorage.getItem(storageKey(machineId)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The key of a machine opens the one that replaces it, too. */
export function passOnKey(fromMachineId: string, toMachineId: string): void {
  const fileName = rememberedKeyFile(fromMachineId);
  if (fileName !== undefined) rememberKeyFile(toMachineId, fileName);
  const key = pending.get(fromMachineId);
  if (key === undefined) return;
  keepUntilSaved(toMachineId, key);
  forgetKey(fromMachineId);
}
