const windowMs = 60_000;
/** A page that breaks its own policy says so a few dozen times; the log is no place for more a minute. */
const mostInWindow = 60;

/** How many violations are logged. Each replica counts for itself and asks nobody, since anybody may report. */
export class ViolationRate {
  #endsAt = 0;
  #taken = 0;
  #seen = 0;

  /** Counts violations. @returns how many this replica has seen, those that were too many included; or seconds to wait */
  take(violations: number, now: Date): { readonly seen: number } | { readonly waitSeconds: number } {
    this.#seen += violations;
    if (now.getTime() >= this.#endsAt) {
      this.#endsAt = now.getTime() + windowMs;
      this.#taken = 0;
    }
    if (this.#taken + violations > mostInWindow)
      return { waitSeconds: Math.ceil((this.#endsAt - now.getTime()) / 1000) };
    this.#taken += violations;
    return { seen: this.#seen };
  }
}
