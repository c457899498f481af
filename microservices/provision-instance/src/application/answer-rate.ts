import { callerNetwork } from '@cloudapp/accounts/domain/caller-network';
import { LRUCache } from 'lru-cache';

const windowMs = 600_000;
/** Far more than links that somebody opens too late, or twice. */
const refusalsInWindow = 30;
/** Far more than there are networks that guess at the same time. */
const mostKept = 10_000;

/**
 * How often links that do not hold may be tried from one network. No token is guessed in any number of tries: this spares the tables.
 * Each replica counts for itself and asks nobody.
 */
export class AnswerRate {
  readonly #windows = new LRUCache<string, { count: number; readonly endsAt: number }>({ max: mostKept });

  /** Counts a try before it is made. @returns seconds to wait where it is one too many */
  begin(address: string, now: Date): number | undefined {
    const network = callerNetwork(address);
    const found = this.#windows.get(network);
    const isRunning = found !== undefined && now.getTime() < found.endsAt;
    const window = isRunning ? found : { count: 0, endsAt: now.getTime() + windowMs };
    if (window.count >= refusalsInWindow) return Math.ceil((window.endsAt - now.getTime()) / 1000);
    window.count += 1;
    if (!isRunning) this.#windows.set(network, window);
    return undefined;
  }

  /** Takes back a try that was not refused. */
  takeBack(address: string): void {
    const window = this.#windows.get(callerNetwork(address));
    if (window !== undefined) window.count -= 1;
  }
}
