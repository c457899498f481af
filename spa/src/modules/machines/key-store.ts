import { useSyncExternalStore } from 'react';
import { browserKeyring, getSealed, putSealed, type Keyring } from '../../lib/sealed-item.ts';
import { unsavedKeysItem } from '../../lib/unsaved-items.ts';

/** A private key made in this tab that still has to be saved as a file. */
export interface PendingKey {
  /** How the API names the public half. */
  readonly keyId: string;
  readonly fileName: string;
  readonly privateKey: string;
}

/** What a reload leaves sealed in the tab. */
interface Kept {
  readonly userId: string;
  readonly keys: readonly (readonly [machineId: string, key: PendingKey])[];
}

const pending = new Map<string, PendingKey>();
const listeners = new Set<() => void>();
let keyring = browserKeyring;
let owner: string | undefined;
let isRestored = false;
/** Writes follow each other, so that the last one stays. */
let writing: Promise<void> = Promise.resolve();

function notify(): void {
  listeners.forEach((listener) => {
    listener();
  });
}

function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function changed(): void {
  if (pending.size > 0) window.addEventListener('beforeunload', warnOfLoss);
  else window.removeEventListener('beforeunload', warnOfLoss);
  writing = writing.then(write, write);
  notify();
}

/** Where the browser keeps nothing, as in some private windows, the keys are in this tab's memory alone. */
async function write(): Promise<void> {
  if (pending.size === 0 || owner === undefined) {
    sessionStorage.removeItem(unsavedKeysItem);
    return;
  }
  const kept: Kept = { userId: owner, keys: [...pending] };
  await putSealed(unsavedKeysItem, JSON.stringify(kept), keyring).catch(() => undefined);
}

/**
 * Takes up, for somebody who is signed in, what a reload of this tab left: their own keys and nobody else's.
 * @param by where the sealing key is; another one in tests
 */
export async function restoreKeys(userId: string, by: Keyring = browserKeyring): Promise<void> {
  keyring = by;
  if (owner !== undefined && owner !== userId) pending.clear();
  owner = userId;
  const text = sessionStorage.getItem(unsavedKeysItem) === null ? undefined : await getSealed(unsavedKeysItem, keyring);
  const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
  if (kept?.userId === owner) {
    for (const [machineId, key] of kept.keys) if (!pending.has(machineId)) pending.set(machineId, key);
  }
  isRestored = true;
  changed();
}

/** The session has ended: nobody gets these keys any more, whoever comes next. */
export function dropKeys(): void {
  pending.clear();
  owner = undefined;
  isRestored = false;
  changed();
  writing = writing.then(() => keyring.forget()).catch(() => undefined);
}

export function keepUntilSaved(machineId: string, key: PendingKey): void {
  pending.set(machineId, key);
  changed();
}

export function forgetKey(machineId: string): void {
  if (pending.delete(machineId)) changed();
}

/** A key was saved, which opens every machine that it was made for. */
export function forgetSavedKey(keyId: string): void {
  const opened = [...pending].flatMap(([machineId, key]) => (key.keyId === keyId ? [machineId] : []));
  for (const machineId of opened) pending.delete(machineId);
  if (opened.length > 0) changed();
}

/** Whether closing this tab, or signing out, would lose a key. */
export function hasUnsavedKeys(): boolean {
  return pending.size > 0;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The key that was made for a machine in this tab and is not saved yet; `unknown` while that is looked up after a reload. */
export function usePendingKey(machineId: string): PendingKey | 'unknown' | undefined {
  return useSyncExternalStore(subscribe, () => pending.get(machineId) ?? (isRestored ? undefined : 'unknown'));
}

/** The key of a machine opens the one that replaces it, too. */
export function passOnKey(fromMachineId: string, toMachineId: string): void {
  const key = pending.get(fromMachineId);
  if (key === undefined) return;
  pending.set(toMachineId, key);
  forgetKey(fromMachineId);
}
