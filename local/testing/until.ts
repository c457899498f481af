import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 20;

/** Asks again and again until the answer is the wanted one; fails with the last answer when time is up. */
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer)}`);
    await sleep(POLL_MILLISECONDS);
  }
}
