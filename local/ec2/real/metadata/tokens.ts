import { randomBytes } from 'node:crypto';

const MAX_SECONDS = 21_600;

/** Session tokens of the metadata service: each is good for one machine and for as long as was asked for. */
export class Tokens {
  readonly #known = new Map<string, { address: string; until: number }>();
  readonly #now: () => number;

  /** @param now - milliseconds */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @param ttl - as sent: seconds, 1 to 21,600. @returns undefined where it is not such a number */
  issue(address: string, ttl: string | undefined): string | undefined {
    const seconds = /^\d{1,5}$/.test(ttl ?? '') ? Number(ttl) : 0;
    if (seconds < 1 || seconds > MAX_SECONDS) return undefined;
    this.#forgetOld();
    const token = randomBytes(42).toString('base64');
    this.#known.set(token, { address, until: this.#now() + seconds * 1000 });
    return token;
  }

  isGood(token: string | undefined, address: string): boolean {
    const known = token === undefined ? undefined : this.#known.get(token);
    return known?.address === address && known.until > this.#now();
  }

  #forgetOld(): void {
    for (const [token, { until }] of this.#known) if (until <= this.#now()) this.#known.delete(token);
  }
}
