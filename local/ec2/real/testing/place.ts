import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findConfinement, type Confinement } from '../confinement.ts';
import { DebianRoot, defaultRootCache } from '../debian-root.ts';
import { findObstacle } from '../obstacle.ts';

/** Where the real machines of one test file are; they boot the Debian root that all of this computer share. */
export async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'cloudapp-real-'));
  const directory = join(folder, 'machines');
  return {
    folder,
    /** Of the machines' disks. */
    directory,
    /** Why machines cannot be real here; undefined where they can. */
    obstacle: await findObstacle(directory),
    /** Made once per computer, which takes a minute or two. */
    root: new DebianRoot(defaultRootCache(process.env)),
    remove: async () => {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What keeps machines from everything of this computer but these ports; undefined where there is no such thing. */
export async function confinementTo(...ports: readonly number[]): Promise<Confinement | undefined> {
  const found = await findConfinement([...ports]);
  return typeof found === 'string' ? undefined : found;
}
