import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DebianRoot, defaultRootCache } from '../debian-root.ts';
import { findObstacle } from '../obstacle.ts';
import { runCommand } from '../run-command.ts';

/** Where the real machines of one test file are; they boot the Debian root that all of this computer share. */
export async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-real-'));
  const directory = join(folder, 'machines');
  return {
    folder,
    /** Of the machines' disks. */
    directory,
    /** Why machines cannot be real here; undefined where they can. */
    obstacle: (await findObstacle(directory)) ?? (await findLoginObstacle()),
    /** Made once per computer, which takes a minute or two. */
    root: new DebianRoot(defaultRootCache(process.env)),
    remove: async () => {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What keeps tests here from logging in to machines, in one sentence; `undefined` where nothing does. */
export async function findLoginObstacle(): Promise<string | undefined> {
  const { code } = await runCommand('ssh', ['-V']);
  return code === 127 ? 'Logging in needs ssh; on Debian: apt-get install -y openssh-client' : undefined;
}
