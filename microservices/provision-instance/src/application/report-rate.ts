import { LRUCache } from 'lru-cache';

const windowMs = 60_000;
/** The agent sends a line of output a second at most, and a few events a step. */
const reportsInWindow = 180;
/** Far more than there are machines that report at the same time. */
const mostKept = 10_000;

/**
 * How often a machine may report. Each replica counts for itself and asks nobody, so that a machine that floods costs no read
 * of the tables; whoever has another token for the machine is counted apart, and cannot silence it.
 */
export class ReportRate {
  readonly #windows: LRUCache<string, { count: number; readonly endsAt: number }>;

  constructor() {
    this.#windows = new LRUCache({ max: mostKept });
  }

  /** Counts a report. @returns seconds to wait where it is one too many */
  take(instanceId: string, tokenHash: string, now: Date): number | undefined {
    const key = `${instanceId}#${tokenHash}`;
    const found = this.#windows.get(key);
    const isRunning = found !== undefined && now.getTime() < found.endsAt;
    const window = isRunning ? found : { count: 0, endsAt: now.getTime() + windowMs };
    if (window.count >= reportsInWindow) return Math.ceil((window.endsAt - now.getTime()) / 1000);
    window.count += 1;
    if (!isRunning) this.#windows.set(key, window);
    return undefined;
  }
}
