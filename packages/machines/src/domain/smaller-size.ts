import type { Size } from '@cloudapp/contracts/blueprint';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { usageRanges, type UsageTotals } from '@cloudapp/data/usage-totals';
import { baselinePercent } from './credits.ts';

/** Before so much is known nothing is said. */
export const leastKnownMinutes = 8 * 60;
/** What holds for so much of the time counts. */
const usualShare = 0.95;
/** So full, in percent, a smaller one may be for that time. */
const fullestPercent = 80;

/** What was enough for a machine: it took no more than this for 95 % of the time. */
export interface Enough {
  readonly size: Size;
  /** Of all processors of the machine that it was. */
  readonly cpuPercent: number;
  readonly memoryGib: number;
}

/**
 * The cheapest size of those that its blueprint offers, and that are cheaper than its own, on which a machine could have done all that
 * it did: its memory never ran out there, and its processors went on within the credits that the size earns.
 * @returns undefined where there is none, or too little is known
 */
export function enoughFor(record: Pick<InstanceRecord, 'size' | 'smallerSizes'>, use: UsageTotals): Enough | undefined {
  const { size, smallerSizes = [] } = record;
  if (knownMinutes(use) < leastKnownMinutes) return undefined;
  const [cpuPercent, memoryPercent] = [usual(use.cpu), usual(use.memory)];
  const ofSize = (percent: number) => (percent / 100) * size.memoryGib;
  const memoryGib = ofSize(memoryPercent);
  const fits = (other: Size) => {
    const onOther = size.vcpu / other.vcpu;
    return (
      memoryGib <= (fullestPercent / 100) * other.memoryGib &&
      ofSize(use.mostMemory) <= other.memoryGib &&
      cpuPercent * onOther <= fullestPercent &&
      mean(use.cpu) * onOther <= baselinePercent(other.instanceType)
    );
  };
  const found = [...smallerSizes].sort((one, other) => one.pricePerHour - other.pricePerHour).find(fits);
  return found && { size: found, cpuPercent, memoryGib };
}

/** Of how many minutes a machine said what it did. */
export function knownMinutes({ cpu }: UsageTotals): number {
  return cpu.reduce((sum, minutes) => sum + minutes, 0);
}

/** What was not exceeded for 95 % of the time, in percent: the upper end of a range. */
function usual(minutes: readonly number[]): number {
  const wanted = usualShare * minutes.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return usageRanges.find((_, index) => (sum += minutes[index] ?? 0) >= wanted) ?? 100;
}

/** At most: each minute is taken for the upper end of its range. */
function mean(minutes: readonly number[]): number {
  const [sum, weighed] = minutes.reduce(
    ([all, weight], count, index) => [all + count, weight + count * (usageRanges[index] ?? 100)],
    [0, 0],
  );
  return weighed / sum;
}
