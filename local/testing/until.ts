import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 20;
/** Ends a test that hangs, with its last answer and before Vitest ends it without; no test is to come anywhere near. */
const LONGEST_MILLISECONDS = 300_000;

/** Asks again and again until the answer is the wanted one. */
export async function until<T, W extends T>(ask: () => Promise<T>, isWanted: (answer: T) => answer is W): Promise<W>;
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T>;
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + LONGEST_MILLISECONDS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`);
    await sleep(POLL_MILLISECONDS);
  }
}
