/** The header `Date` tells whole seconds. */
const secondMs = 1000;

/**
 * The time as AWS has it. Processes judge by each other's instants: whether a lease has ended, whose turn a machine is, since when
 * EC2 has shown none. A computer whose clock is minutes off would judge wrongly, so what it thinks is held against the `Date` of
 * each answer of AWS, and changed as little as makes it possible (docs/adr/0030-aws-tells-the-time.md).
 */
export class AwsClock {
  readonly #local: () => number;
  #offsetMs = 0;

  /** @param local the computer's own clock, in milliseconds since 1970 */
  constructor(local: () => number = Date.now) {
    this.#local = local;
  }

  readonly now = (): Date => new Date(this.#local() + this.#offsetMs);

  /** The computer's own clock, by which `hear` is told when something was. */
  readonly local = (): number => this.#local();

  /**
   * Takes note of what AWS said. It wrote its answer after the request was sent and before the answer was heard.
   * @param date the header of an answer (RFC 9110, 6.6.1); without one, or with one that is no date, nothing changes
   * @param sentAt when the request was sent, by the local clock
   */
  hear(date: string | undefined, sentAt: number): void {
    const told = Date.parse(date ?? '');
    if (Number.isNaN(told)) return;
    const least = told - this.#local();
    const most = told + secondMs - sentAt;
    this.#offsetMs = Math.min(Math.max(this.#offsetMs, least), most);
  }
}

/** The clock of this process, which all of its clients of AWS tell the time (`callSettings`). */
export const awsClock = new AwsClock();
