import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostKey } from './host-key.ts';

/** What a simulated machine remembers over reboots, stops and restarts of the endpoint: its disk, so to say. */
export interface Disk {
  boots: number;
  finishedSteps: string[];
  hostKey: HostKey;
  secrets: Record<string, string>;
  /** The key that replaced the one it was launched with. */
  loginKey?: string;
  console: string;
}

const CONSOLE_CHARACTERS = 65_536;

export class Disks {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async read(instanceId: string): Promise<Disk | undefined> {
    const path = this.#pathOf(instanceId);
    return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as Disk) : undefined;
  }

  async write(instanceId: string, disk: Disk): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const path = this.#pathOf(instanceId);
    await writeFile(`${path}.new`, JSON.stringify(disk), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  async remove(instanceId: string): Promise<void> {
    await rm(this.#pathOf(instanceId), { force: true });
  }

  #pathOf(instanceId: string): string {
    return join(this.#directory, `${instanceId}.json`);
  }
}

export function print(disk: Disk, line: string): void {
  disk.console = `${disk.console}${line}\n`.slice(-CONSOLE_CHARACTERS);
}
