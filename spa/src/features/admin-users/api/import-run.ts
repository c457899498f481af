import type { ImportedRow, NewUser } from '@cloudapp/contracts/user';
import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteMade } from '../../../lib/api/recent-changes.ts';
import { getShownUser } from '../../../lib/api/shown-user.ts';
import { browserKeyring, getSealed, putSealed, type Keyring } from '../../../lib/sealed-item.ts';
import { unsavedImportItem } from '../../../lib/unsaved-items.ts';
import { mostPeopleAtOnce } from './people-at-once.ts';
import { usersKey } from './users.ts';

interface Wanted {
  readonly line: number;
  readonly person: NewUser;
}

/** An import, while it runs and until its links were taken along. It goes on while its window is closed and other pages are looked at. */
export interface ImportRun {
  /** Who imports; nobody else gets to see it. */
  readonly userId: string;
  /** Those for whom nobody has been asked yet. */
  readonly waiting: readonly Wanted[];
  readonly rows: readonly ImportedRow[];
  readonly isRunning: boolean;
  /** The links so far were copied or saved: closing the tab loses nothing. */
  readonly isTaken?: boolean;
  /** Why it stopped before its end. */
  readonly error?: unknown;
}

let run: ImportRun | undefined;
let keyring: Keyring = browserKeyring;
/** Counts what was begun or closed, so that an answer that comes late changes nothing of what came after. */
let turns = 0;
const listeners = new Set<() => void>();

function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function set(next: ImportRun | undefined): void {
  run = next;
  if (run && run.isTaken !== true) window.addEventListener('beforeunload', warnOfLoss);
  else window.removeEventListener('beforeunload', warnOfLoss);
  for (const listener of listeners) listener();
}

/** For a reload, sealed as keys are; where the browser keeps nothing, it is in this tab's memory alone. */
async function keep(): Promise<void> {
  if (run === undefined) {
    sessionStorage.removeItem(unsavedImportItem);
    return;
  }
  const { userId, waiting } = run;
  // Some 150 bytes a line, so that 2,000 fit.
  const rows = run.rows.map((row) => ({ ...row, user: undefined }));
  await putSealed(unsavedImportItem, JSON.stringify({ userId, waiting, rows }), keyring).catch(() => undefined);
}

/** Asks for a few at a time: a password is shown this once, so none may be lost when a long request breaks. */
async function goOn(client: QueryClient): Promise<void> {
  const begun = ++turns;
  while (run?.isRunning === true && run.waiting.length > 0) {
    // Whoever is signed in by now must not create users in another's name.
    if (getShownUser() !== run.userId) {
      closeImport();
      return;
    }
    await step(client, run, begun);
    // It was closed meanwhile, and perhaps another begun.
    if (turns !== begun) return;
    await keep();
  }
  if (run) set({ ...run, isRunning: false });
  void client.invalidateQueries({ queryKey: usersKey });
}

async function step(client: QueryClient, { waiting }: ImportRun, begun: number): Promise<void> {
  const batch = waiting.slice(0, mostPeopleAtOnce);
  try {
    const answer = await callApi('importUsers', { body: { people: batch.map(({ person }) => person) } });
    const rows = answer.rows.map((row, index) => ({ ...row, line: batch[index]?.line ?? row.line }));
    for (const { user } of rows) if (user) noteMade(client, 'users', user);
    if (run && turns === begun) {
      set({ ...run, waiting: run.waiting.slice(batch.length), rows: [...run.rows, ...rows] });
    }
  } catch (error) {
    if (run && turns === begun) set({ ...run, isRunning: false, error });
  }
}

/** Creates the people of a preview as the preview read them. */
export function startImport(client: QueryClient, userId: string, preview: readonly ImportedRow[]): void {
  const waiting = preview.flatMap(({ line, person }) => (person ? [{ line, person }] : []));
  set({ userId, waiting, rows: [], isRunning: true });
  void goOn(client);
}

/** Goes on with those who wait still. */
export function resumeImport(client: QueryClient): void {
  if (run === undefined || run.isRunning) return;
  const { userId, waiting, rows } = run;
  set({ userId, waiting, rows, isRunning: true });
  void goOn(client);
}

/** Its links were copied or saved. */
export function noteLinksTaken(): void {
  if (run?.isRunning === false && run.waiting.length === 0) set({ ...run, isTaken: true });
}

/** It is over, and its links were taken along or given up. */
export function closeImport(): void {
  turns++;
  set(undefined);
  void keep();
}

/**
 * Takes up, and goes on with, what a reload of this tab left of one's own import.
 * @param by where the sealing key is; another one in tests
 */
export async function restoreImport(client: QueryClient, userId: string, by: Keyring = browserKeyring): Promise<void> {
  keyring = by;
  if (run !== undefined && run.userId !== userId) closeImport();
  if (run !== undefined || sessionStorage.getItem(unsavedImportItem) === null) return;
  const text = await getSealed(unsavedImportItem, keyring);
  const kept = text === undefined ? undefined : (JSON.parse(text) as Pick<ImportRun, 'userId' | 'waiting' | 'rows'>);
  if (kept?.userId !== userId) {
    sessionStorage.removeItem(unsavedImportItem);
    return;
  }
  set({ ...kept, isRunning: false });
  if (kept.waiting.length > 0) resumeImport(client);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Somebody's import, as far as it is. */
export function useImportRun(userId: string): ImportRun | undefined {
  const current = useSyncExternalStore(subscribe, () => run);
  return current?.userId === userId ? current : undefined;
}
