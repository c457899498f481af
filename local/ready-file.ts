import { rename, rm, writeFile } from 'node:fs/promises';

/** What tools and tests need to know of a running local cloud. */
export interface Ready {
  url: string;
  emulatorUrl: string;
  ec2Url: string;
  adminEmail: string;
  /** Until it is first used. */
  adminPassword?: string | undefined;
}

/** Appears whole, readable by its owner only, when everything is up. */
export async function writeReadyFile(path: string, ready: Ready): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(ready, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export async function removeReadyFile(path: string): Promise<void> {
  await rm(path, { force: true });
}
