import { LRUCache } from 'lru-cache';

const windowMs = 600_000;
/** Far more than somebody mistypes; each has us ask an address of theirs. */
const fetchesInWindow = 20;
/** Far more than there are people who set calendars at the same time. */
const mostKept = 10_000;

/** How often a person may have an address fetched. Each replica counts for itself and asks nobody. */
export class FetchRate {
  readonly #windows = new LRUCache<string, { count: number; readonly endsAt: number }>({ max: mostKept });

  /** Counts a fetch before it is made. @returns seconds to wait where it is one too many */
  begin(userId: string, now: Date): number | undefined {
    const found = this.#windows.get(userId);
    if (found === undefined || now.getTime() >= found.endsAt) {
      this.#windows.set(userId, { count: 1, endsAt: now.getTime() + windowMs });
      return undefined;
    }
    if (found.count >= fetchesInWindow) return Math.ceil((found.endsAt - now.getTime()) / 1000);
    found.count += 1;
    return undefined;
  }
}
