import { callerNetwork } from '@cloudapp/accounts/domain/caller-network';
import { CountedWindows } from './counted-windows.ts';

const windowMs = 600_000;
/** Far more than links that somebody opens too late, or twice. */
const refusalsInWindow = 30;

/** How often links that do not hold may be tried from one network. No token is guessed in any number of tries: this spares the tables. */
export class AnswerRate {
  readonly #windows = new CountedWindows(windowMs, refusalsInWindow);

  /** Counts a try before it is made. @returns seconds to wait where it is one too many */
  begin(address: string, now: Date): number | undefined {
    return this.#windows.take(callerNetwork(address), now);
  }

  /** Takes back a try that was not refused. */
  takeBack(address: string): void {
    this.#windows.takeBack(callerNetwork(address));
  }
}
