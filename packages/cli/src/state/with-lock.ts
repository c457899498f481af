import { randomBytes } from 'node:crypto';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { stateFolder } from './folders.ts';
import { readIfThere } from './private-file.ts';

const pauseMilliseconds = 50;
/** Half a minute; what is done meanwhile is a few small files. */
const mostTries = 600;

/** Does something that no other command of this person does at the same time. Who ended without giving its lock back has none. */
export async function withLock<T>(surroundings: Surroundings, name: string, work: () => Promise<T>): Promise<T> {
  const folder = stateFolder(surroundings);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = join(folder, `${name}.lock`);
  const own = `${lock}.${randomBytes(6).toString('hex')}`;
  await writeFile(own, `${surroundings.processId}`, { flag: 'wx', mode: 0o600 });
  try {
    for (let tries = 0; !(await isLinked(own, lock)); tries++) {
      if (tries >= mostTries)
        throw new Failure('failed', `Another cloudapp does not end; if there is none, remove ${lock}.`);
      if (!(await isBroken(surroundings, lock))) await surroundings.pause(pauseMilliseconds);
      surroundings.interrupted.throwIfAborted();
    }
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function isLinked(own: string, lock: string): Promise<boolean> {
  try {
    await link(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes away the lock of a process that has ended. Only one can move it, so that nobody takes away the lock of the next. */
async function isBroken(surroundings: Surroundings, lock: string): Promise<boolean> {
  const holder = await readIfThere(lock);
  if (holder === undefined || surroundings.isRunning(Number(holder))) return false;
  const aside = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(lock, aside);
  } catch {
    return false;
  }
  const moved = await readIfThere(aside);
  if (moved === holder) {
    await rm(aside, { force: true });
    return true;
  }
  await rename(aside, lock);
  return false;
}
