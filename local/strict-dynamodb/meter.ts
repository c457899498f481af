import type { Demand } from './units.ts';

/** What was used of one table or index by one operation. */
export interface Use {
  readonly table: string;
  readonly index?: string;
  readonly operation: string;
  readonly kind: Demand['kind'];
  readonly units: number;
}

/** Everything since the meter was last set back. */
export interface Reading {
  readonly uses: readonly Use[];
  /** Requests by operation. */
  readonly requests: Readonly<Record<string, number>>;
  /** Refusals by code; a cancelled transaction counts once for each code among its reasons. */
  readonly refusals: Readonly<Record<string, number>>;
  /** How often a partition gave no more, by its table, or by table and index. */
  readonly shortages: Readonly<Record<string, number>>;
}

/** Counts what DynamoDB would bill. */
export class Meter {
  #uses = new Map<string, Use>();
  #requests = new Map<string, number>();
  #refusals = new Map<string, number>();
  #shortages = new Map<string, number>();

  use(operation: string, demands: readonly Demand[]): void {
    for (const { table, index, kind, units } of demands) {
      const key = [table, index, operation, kind].join('\n');
      const before = this.#uses.get(key)?.units ?? 0;
      this.#uses.set(key, { table, ...(index !== undefined && { index }), operation, kind, units: before + units });
    }
  }

  request(operation: string): void {
    this.#requests.set(operation, (this.#requests.get(operation) ?? 0) + 1);
  }

  refusal(codes: Iterable<string>): void {
    for (const code of new Set(codes)) this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
  }

  shortage({ table, index }: Demand): void {
    const name = index === undefined ? table : `${table} ${index}`;
    this.#shortages.set(name, (this.#shortages.get(name) ?? 0) + 1);
  }

  read(): Reading {
    return {
      uses: [...this.#uses.values()],
      requests: Object.fromEntries(this.#requests),
      refusals: Object.fromEntries(this.#refusals),
      shortages: Object.fromEntries(this.#shortages),
    };
  }

  reset(): void {
    this.#uses = new Map();
    this.#requests = new Map();
    this.#refusals = new Map();
    this.#shortages = new Map();
  }
}

/** Units of one kind in all. */
export function unitsOf({ uses }: Reading, kind: Use['kind']): number {
  return uses.reduce((sum, use) => sum + (use.kind === kind ? use.units : 0), 0);
}

/** What units cost on demand, in dollars. */
export function dollarsOf(
  reading: Reading,
  prices: { readonly tableReadMillion: number; readonly tableWriteMillion: number },
): number {
  const reads = unitsOf(reading, 'read') * prices.tableReadMillion;
  return (reads + unitsOf(reading, 'write') * prices.tableWriteMillion) / 1_000_000;
}
