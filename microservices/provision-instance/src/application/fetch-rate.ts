import { CountedWindows } from './counted-windows.ts';

const windowMs = 600_000;
/** Far more than somebody mistypes; each has us ask an address of theirs. */
const fetchesInWindow = 20;

/** How often a person may have an address fetched. */
export class FetchRate {
  readonly #windows = new CountedWindows(windowMs, fetchesInWindow);

  /** Counts a fetch before it is made. @returns seconds to wait where it is one too many */
  begin(userId: string, now: Date): number | undefined {
    return this.#windows.take(userId, now);
  }
}
