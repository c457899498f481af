/** A bucket of request tokens: how many requests it holds, and how many come in a second. */
export interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}

/** https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html (request token bucket sizes and refill rates) */
export const runInstancesBucket: Bucket = { size: 5, perSecond: 2 };

/** How many requests of a kind an account may still make. */
export class RequestTokens {
  readonly #bucket: Bucket;
  #left: number;
  #filledAt = 0;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
    this.#left = bucket.size;
  }

  /**
   * Takes one for a request; one that is refused costs none.
   * @param now - in milliseconds, never less than before
   * @returns whether there was one
   */
  take(now: number): boolean {
    const { size, perSecond } = this.#bucket;
    this.#left = Math.min(size, this.#left + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
