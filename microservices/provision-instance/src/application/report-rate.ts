import { CountedWindows } from './counted-windows.ts';

const windowMs = 60_000;
/** The agent sends a line of output a second at most, and a few events a step. */
const reportsInWindow = 180;

/** How often a machine may report; whoever has another token for the machine is counted apart, and cannot silence it. */
export class ReportRate {
  readonly #windows = new CountedWindows(windowMs, reportsInWindow);

  /** Counts a report. @returns seconds to wait where it is one too many */
  take(instanceId: string, tokenHash: string, now: Date): number | undefined {
    return this.#windows.take(`${instanceId}#${tokenHash}`, now);
  }
}
