import { rename, rm, writeFile } from 'node:fs/promises';
import type { RootKey } from './ministack/root-key.ts';

/** What tools and tests need to know of a running local cloud. */
export interface Ready {
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

export async function removeReadyFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
