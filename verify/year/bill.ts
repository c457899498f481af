const hourMs = 3_600_000;
/** AWS's list prices of a machine of the histories' blueprint in eu-west-1, in millionths of a dollar an hour. */
export const price = { machine: 20_400, disk: (88_000 * 8) / 730, address: 5_000 } as const;

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
  /** What it had cost in each month by then. */
  readonly months: Map<string, number>;
  rate: number;
  since: number;
  micros: number;
}

/** What machines cost, from their states and prices alone, in millionths of a dollar. */
export class Bill {
  readonly #lines = new Map<string, Line>();

  /** From now on a machine is this. */
  note(id: string, costing: Costing, now: number): void {
    const line = this.#lines.get(id) ?? { rate: 0, since: now, micros: 0, months: new Map<string, number>() };
    this.#lines.set(id, line);
    line.micros += (line.rate * (now - line.since)) / hourMs;
    for (const [month, micros] of partsOf(line, now)) line.months.set(month, (line.months.get(month) ?? 0) + micros);
    line.since = now;
    line.rate = rateOf(costing, line.rate);
  }

  /** What a machine had cost by an instant since it has been what it is. */
  until(id: string, at: number): number {
    const line = this.#lines.get(id);
    return line === undefined ? 0 : line.micros + (line.rate * (at - line.since)) / hourMs;
  }

  /** What a machine has cost in a month (as `2027-11`, in UTC) by an instant. */
  inMonth(id: string, month: string, at: number): number {
    const line = this.#lines.get(id);
    if (line === undefined) return 0;
    const open = partsOf(line, at).find(([of]) => of === month)?.[1] ?? 0;
    return (line.months.get(month) ?? 0) + open;
  }

  get total(): number {
    return [...this.#lines.values()].reduce((sum, { micros }) => sum + micros, 0);
  }
}

/** What a line has come to since it is what it is, by month. */
function partsOf({ rate, since }: Line, until: number): [string, number][] {
  const parts: [string, number][] = [];
  for (let from = since; from < until;) {
    const date = new Date(from);
    const end = Math.min(until, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
    parts.push([date.toISOString().slice(0, 7), (rate * (end - from)) / hourMs]);
    from = end;
  }
  return parts;
}
