import type { Bug } from './instead.ts';
import { runHistory } from './history.ts';

/** A bug that is not found by then counts as not found. */
export const mostHistories = 300;

/** Puts a bug in and runs histories until the checker finds something. */
export async function findBug(bug: Bug, firstSeed: number): Promise<{ history: number; what: string } | undefined> {
  const takeOut = bug.put();
  try {
    for (let history = 1; history <= mostHistories; history++) {
      const [what] = (await runHistory(firstSeed + history)).findings;
      if (what !== undefined) return { history, what };
    }
    return undefined;
  } finally {
    takeOut();
  }
}
