import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Surroundings } from '../surroundings.ts';
import { stateFolder } from './folders.ts';
import { readIfThere, writePrivately } from './private-file.ts';

const pendingSchema = z.object({
  idempotencyKey: z.string(),
  /** What was to be called how, where the person has given no name. */
  name: z.string(),
  processId: z.int(),
  at: z.iso.datetime(),
});

/** A launch that was begun, and whose end is not known yet. */
export interface PendingLaunch {
  readonly idempotencyKey: string;
  readonly name: string;
  /** Whether it was begun by an earlier command that came to no end. */
  readonly isRepeat: boolean;
  /** Forgets it: the next launch like it is another one. */
  readonly settle: () => Promise<void>;
}

/** Below the day for which the API answers a repeat as before. After an hour, the same words mean another machine. */
const longestMilliseconds = 3_600_000;

/**
 * Notes a launch before it is sent, so that the same command after Ctrl-C or a lost answer is the same launch. What a command that still
 * runs has begun is left to it: two at once are two launches.
 * @param wish everything that makes two launches the same
 */
export async function beginLaunch(
  surroundings: Surroundings,
  wish: object,
  proposeName: () => string,
): Promise<PendingLaunch> {
  const folder = join(stateFolder(surroundings), 'launches');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const digest = createHash('sha256').update(JSON.stringify(wish)).digest('hex');
  const path = join(folder, `${digest}-${randomBytes(6).toString('hex')}.json`);
  const earlier = await takeOver(surroundings, folder, digest, path);
  const launch = earlier ?? { idempotencyKey: randomUUID(), name: proposeName() };
  const note = { ...launch, processId: surroundings.processId, at: surroundings.now().toISOString() };
  await writePrivately(path, JSON.stringify(note));
  return { ...launch, isRepeat: earlier !== undefined, settle: () => rm(path, { force: true }) };
}

/** Makes a launch that nobody works on any more one's own, by its file's name: of two who want it, one gets it. */
async function takeOver(surroundings: Surroundings, folder: string, digest: string, path: string) {
  for (const file of await readdir(folder)) {
    const found = file.startsWith(digest) ? await readPending(join(folder, file)) : undefined;
    if (found === undefined || surroundings.isRunning(found.processId)) continue;
    const age = surroundings.now().getTime() - Date.parse(found.at);
    if (age > longestMilliseconds) await rm(join(folder, file), { force: true });
    else if (await isRenamed(join(folder, file), path))
      return { idempotencyKey: found.idempotencyKey, name: found.name };
  }
  return undefined;
}

async function readPending(path: string): Promise<z.infer<typeof pendingSchema> | undefined> {
  try {
    return pendingSchema.parse(JSON.parse((await readIfThere(path)) ?? ''));
  } catch {
    return undefined;
  }
}

async function isRenamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch {
    return false;
  }
}
