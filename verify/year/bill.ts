const hourMs = 3_600_000;
/** AWS's list prices of a machine of the histories' blueprint in eu-west-1, in millionths of a dollar an hour. */
const price = { machine: 20_400, disk: (88_000 * 8) / 730, address: 5_000 } as const;

/** What a machine is at an instant, as far as it costs. */
export interface Costing {
  readonly state: string;
  readonly hasInstance: boolean;
  readonly hasAddress: boolean;
  readonly isOff: boolean;
  /** Of a machine that starts: whether EC2 has taken that. */
  readonly isStartTaken: boolean;
}

const without = new Set(['requested', 'terminated']);

/** What a machine costs an hour. One that ends goes on costing what it did. */
function rateOf(now: Costing, before: number): number {
  const { state, hasInstance, hasAddress, isOff, isStartTaken } = now;
  if (!hasInstance || without.has(state)) return 0;
  if (state === 'terminating') return before;
  if (state === 'stopped' || isOff || (state === 'starting' && !isStartTaken)) return price.disk;
  return price.machine + price.disk + (hasAddress ? price.address : 0);
}

interface Line {
  rate: number;
  since: number;
  micros: number;
}

/** What machines cost, from their states and prices alone, in millionths of a dollar. */
export class Bill {
  readonly #lines = new Map<string, Line>();

  /** From now on a machine is this. */
  note(id: string, costing: Costing, now: number): void {
    const line = this.#lines.get(id) ?? { rate: 0, since: now, micros: 0 };
    this.#lines.set(id, line);
    line.micros += (line.rate * (now - line.since)) / hourMs;
    line.since = now;
    line.rate = rateOf(costing, line.rate);
  }

  /** What a machine had cost by an instant since it has been what it is. */
  until(id: string, at: number): number {
    const line = this.#lines.get(id);
    return line === undefined ? 0 : line.micros + (line.rate * (at - line.since)) / hourMs;
  }

  get total(): number {
    return [...this.#lines.values()].reduce((sum, { micros }) => sum + micros, 0);
  }
}
