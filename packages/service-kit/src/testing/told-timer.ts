import type { Timer } from '../work-limits.ts';

/** Time that passes when the test says so. */
export class ToldTimer implements Timer {
  #now = 0;
  #waiting: { readonly until: number; readonly wake: () => void }[] = [];

  readonly now = () => this.#now;

  readonly wait = async (milliseconds: number): Promise<void> =>
    new Promise((wake) => {
      this.#waiting.push({ until: this.#now + milliseconds, wake });
    });

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    for (const { until, wake } of this.#waiting) if (until <= this.#now) wake();
  }
}
