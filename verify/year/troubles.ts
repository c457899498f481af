/** The keeper looks once a minute, and takes some seconds for what it finds. */
export const lateMs = 75_000;
/** How long after a trouble everything has come right: claims have ended, calls that nobody waits for are done. */
const settleMs = 5 * 60_000;

/** When something that the product needs was gone, or faulty: what was due then may come later. */
export class Troubles {
  readonly #all: { readonly from: number; readonly to: number }[] = [];

  add(from: number, to: number): void {
    this.#all.push({ from, to });
  }

  /** Whether there was none, and all had come right, from one instant to another. */
  isCalm(since: number, until: number): boolean {
    return this.#all.every(({ from, to }) => until < from || to + settleMs < since);
  }

  /** Until when something may be waited for that is due at an instant and otherwise comes so many milliseconds later at most. */
  latest(due: number, lateMs: number): number {
    let latest = due + lateMs;
    for (const { from, to } of this.#all) {
      const isMet = from <= latest && due <= to + settleMs;
      if (isMet) latest = Math.max(latest, to + settleMs + lateMs);
    }
    return latest;
  }
}
