import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_POLL_MILLISECONDS = 20;
/** Whoever waits longer asks less often: what is waited for needs the processors, too. */
const LAST_POLL_MILLISECONDS = 250;
const GROWTH = 1.3;
/** Ends a test that hangs, with its last answer and before Vitest ends it without; no test is to come anywhere near. */
const LONGEST_MILLISECONDS = 300_000;

/** Asks again and again until the answer is the wanted one. */
export async function until<T, W extends T>(ask: () => Promise<T>, isWanted: (answer: T) => answer is W): Promise<W>;
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T>;
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + LONGEST_MILLISECONDS;
  let pause = FIRST_POLL_MILLISECONDS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`);
    await sleep(pause);
    pause = Math.min(pause * GROWTH, LAST_POLL_MILLISECONDS);
  }
}
