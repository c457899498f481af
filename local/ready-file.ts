import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { RootKey } from './ministack/root-key.ts';

/** What tools and tests need to know of a running local cloud. */
export interface Ready {
  /** The process of this start: the file of one that was killed stays, and tells of another. */
  pid: number;
  url: string;
  emulatorUrl: string;
  ec2Url: string;
  /** Of the emulator, new with each start: whoever has it may do everything there. */
  rootKey: RootKey;
  adminEmail: string;
  /** Until it is first used. */
  adminPassword?: string | undefined;
}

/** Appears whole, readable by its owner only, when everything is up. */
export async function writeReadyFile(path: string, ready: Ready): Promise<void> {
  await rm(`${path}.new`, { force: true }); // one of before would keep its mode
  await writeFile(`${path}.new`, `${JSON.stringify(ready, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** What the start of this process tells, once everything is up. */
export async function readReadyFile(path: string, pid: number | undefined): Promise<Ready | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const ready = JSON.parse(text) as Ready;
  return ready.pid === pid ? ready : undefined;
}

export async function removeReadyFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
