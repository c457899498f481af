import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';

const READY_MILLISECONDS = 30_000;

interface Readiness {
  /** Answers well as soon as the part is ready. */
  readonly url: string;
  readonly logFile: string;
}

/** Waits for a part that was started; stops it when it does not become ready, and says where its last words are. */
export async function waitUntilReady(child: Child, { url, logFile }: Readiness): Promise<void> {
  const deadline = Date.now() + READY_MILLISECONDS;
  while (Date.now() < deadline) {
    if (!child.isRunning()) throw new Error(`${child.name} ended while starting; its last words are in ${logFile}.`);
    if (await answersWell(url)) return;
    await sleep(50);
  }
  await child.stop();
  throw new Error(`${child.name} was not ready within ${READY_MILLISECONDS / 1_000} s; see ${logFile}.`);
}

async function answersWell(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
