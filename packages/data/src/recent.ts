/**
 * What was read a short while ago at most, so that many who ask cost one read. A read that failed is not kept: nobody is
 * told what is not known.
 */
export class Recent<T> {
  readonly #read: () => Promise<T>;
  readonly #seconds: number;
  #kept: { readonly from: Date; readonly read: Promise<T> } | undefined;

  /** @param seconds how long what was read is told */
  constructor(read: () => Promise<T>, seconds: number) {
    this.#read = read;
    this.#seconds = seconds;
  }

  /** One read for all who ask meanwhile. */
  async get(now: Date): Promise<T> {
    if (this.#kept === undefined || !this.#isRecent(this.#kept.from, now)) {
      this.#kept = { from: now, read: this.#read() };
    }
    const kept = this.#kept;
    try {
      return await kept.read;
    } catch (error) {
      if (this.#kept === kept) this.#kept = undefined;
      throw error;
    }
  }

  /** Also where the clock was set back, by which what was read long ago would seem new. */
  #isRecent(from: Date, now: Date): boolean {
    return Math.abs(now.getTime() - from.getTime()) < this.#seconds * 1000;
  }
}
