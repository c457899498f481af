import type { YearWorld } from './year-world.ts';

/** What came of a year. */
export interface YearOutcome {
  readonly seed: number;
  readonly findings: readonly string[];
  /** All that there were. */
  readonly machines: number;
  readonly mails: number;
  readonly starts: number;
  readonly stops: number;
  readonly stopsBy: Readonly<Record<string, number>>;
  readonly warnings: number;
  readonly deletions: number;
  readonly entries: number;
  readonly faults: number;
  /** What the product says, and what was counted beside it. */
  readonly dollars: number;
  readonly dollarsCounted: number;
}

const microsOfDollar = 1_000_000;

export async function summary({ witness, around }: YearWorld, seed: number): Promise<YearOutcome> {
  const { figures, findings, machines, mails, costs, bill } = witness;
  const dollars = [...costs.values()].reduce((sum, micros) => sum + micros, 0) / microsOfDollar;
  return await Promise.resolve({
    seed,
    findings,
    machines: machines.size,
    mails: mails.count,
    ...figures,
    faults: around.faults.all.length,
    dollars,
    dollarsCounted: bill.total / microsOfDollar,
  });
}
