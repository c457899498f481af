import { LRUCache } from 'lru-cache';

/** Far more than there are who do something at the same time. */
const mostKept = 10_000;

interface Window {
  count: number;
  readonly endsAt: number;
}

/**
 * How often somebody may do something in a while, which begins with the first time. Each replica counts for itself and asks nobody, so that
 * a flood costs no read of the tables.
 */
export class CountedWindows {
  readonly #windowMs: number;
  readonly #most: number;
  readonly #windows = new LRUCache<string, Window>({ max: mostKept });

  /** @param most how often in one window */
  constructor(windowMs: number, most: number) {
    this.#windowMs = windowMs;
    this.#most = most;
  }

  /** Counts one time. @returns seconds to wait where it is one too many */
  take(key: string, now: Date): number | undefined {
    const found = this.#windows.get(key);
    const isRunning = found !== undefined && now.getTime() < found.endsAt;
    const window = isRunning ? found : { count: 0, endsAt: now.getTime() + this.#windowMs };
    if (window.count >= this.#most) return Math.ceil((window.endsAt - now.getTime()) / 1000);
    window.count += 1;
    if (!isRunning) this.#windows.set(key, window);
    return undefined;
  }

  /** Takes back what was counted last. */
  takeBack(key: string): void {
    const window = this.#windows.get(key);
    if (window !== undefined) window.count -= 1;
  }
}
