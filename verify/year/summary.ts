import type { YearWorld } from './year-world.ts';

/** What came of a year. */
export interface YearOutcome {
  readonly seed: number;
  /** That were lived through. */
  readonly days: number;
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

const dayMs = 86_400_000;
const microsOfDollar = 1_000_000;

export function summary(
  { witness, around, now }: YearWorld,
  { seed, begin }: { readonly seed: number; readonly begin: Date },
): YearOutcome {
  const { figures, findings, machines, mails, costs, bill } = witness;
  const dollars = [...costs.values()].reduce((sum, micros) => sum + micros, 0) / microsOfDollar;
  return {
    seed,
    days: Math.floor((now - begin.getTime()) / dayMs),
    findings,
    machines: machines.size,
    mails: mails.count,
    ...figures,
    faults: around.faults.all.length,
    dollars,
    dollarsCounted: bill.total / microsOfDollar,
  };
}
