import { fromMicros } from '@cloudapp/data/counters';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { noTotals, type UsageTotals } from '@cloudapp/data/usage-totals';
import { uncountedRunMs, unbilledMicros } from './change.ts';
import { enoughFor, knownMinutes, type Enough } from './smaller-size.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What a machine was used for, and what it came to. */
export interface Receipt {
  /** In dollars. */
  readonly cost: number;
  /** Undefined of machines from before it was counted. */
  readonly ranMinutes: number | undefined;
  /** Of so many minutes it said itself what it did. */
  readonly knownMinutes: number;
  /** In so many of these nobody used it. */
  readonly idleMinutes: number;
  /** A smaller size that would have been enough, and what the machine would have cost with it. */
  readonly enough: (Enough & { readonly cost: number }) | undefined;
}

/** @param use what it did in all its life */
export function receiptFor(record: InstanceRecord, use: UsageTotals, now: Date): Receipt {
  const cost = fromMicros(record.costMicros + unbilledMicros(record, now));
  const ranMs = record.ranMs === undefined ? undefined : record.ranMs + uncountedRunMs(record, now);
  const enough = ranMs === undefined ? undefined : enoughFor(record, use);
  return {
    cost,
    ranMinutes: ranMs === undefined ? undefined : Math.round(ranMs / minuteMs),
    knownMinutes: knownMinutes(use),
    idleMinutes: use.idleMinutes,
    enough: enough && { ...enough, cost: cost - saving(record, enough, ranMs ?? 0) },
  };
}

function saving({ size }: InstanceRecord, enough: Enough, ranMs: number): number {
  return (size.pricePerHour - enough.size.pricePerHour) * (ranMs / hourMs);
}

/**
 * The receipt in words: "It ran for 42 h and cost $1.23: used 11 h, idle 30 h, not known 1 h. t3a.small would have been enough …". What is not
 * known is never told as idle.
 */
export function receiptOf(record: InstanceRecord, now: Date): string {
  const receipt = receiptFor(record, record.use ?? noTotals, now);
  const { cost, ranMinutes, enough } = receipt;
  if (ranMinutes === undefined) return `It cost ${dollars(cost)}`;
  const whole = `It ran for ${hoursAndMinutes(ranMinutes)} and cost ${dollars(cost)}`;
  return [`${whole}${useInWords(receipt, ranMinutes)}`, ...(enough ? [enoughInWords(enough)] : [])].join('. ');
}

function useInWords({ knownMinutes: known, idleMinutes }: Receipt, ranMinutes: number): string {
  if (known === 0) return ranMinutes === 0 ? '' : '; whether it was used is not known';
  const parts = [
    `used ${hoursAndMinutes(known - idleMinutes)}`,
    `idle ${hoursAndMinutes(idleMinutes)}`,
    ...(ranMinutes > known ? [`not known ${hoursAndMinutes(ranMinutes - known)}`] : []),
  ];
  return `: ${parts.join(', ')}`;
}

function enoughInWords({ size, cpuPercent, memoryGib, cost }: NonNullable<Receipt['enough']>): string {
  const took = `CPU at most ${cpuPercent} % and memory at most ${memoryGib.toFixed(1)} GiB for 95 % of the time`;
  return `${size.instanceType} would have been enough (${took}) and would have cost ${dollars(cost)}`;
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}

function hoursAndMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes % 60 > 0 || hours === 0 ? [`${minutes % 60} min`] : []),
  ].join(' ');
}
