/** Adds up the time in which at least one of several overlapping things was going on. */
export class BusyTime {
  #running = 0;
  #since = 0;
  #total = 0;

  get milliseconds(): number {
    return this.#total;
  }

  reset(): void {
    this.#total = 0;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running++ === 0) this.#since = performance.now();
    try {
      return await work();
    } finally {
      if (--this.#running === 0) this.#total += performance.now() - this.#since;
    }
  }
}
