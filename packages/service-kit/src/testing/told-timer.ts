import type { Timer } from '../work-limits.ts';

/** Time that passes when the test says so. */
export class ToldTimer implements Timer {
  #now = 0;
  readonly #waiting = new Set<{ readonly until: number; readonly act: () => void }>();

  /** What is still to be done. */
  get waiting(): number {
    return this.#waiting.size;
  }

  readonly now = () => this.#now;

  readonly after = (milliseconds: number, act: () => void) => {
    const one = { until: this.#now + milliseconds, act };
    this.#waiting.add(one);
    return () => void this.#waiting.delete(one);
  };

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    for (const { until, act } of this.#waiting) if (until <= this.#now) act();
  }
}
