import type { UsageSample } from '@cloudapp/contracts/usage';
import * as z from 'zod';
import type { Immutable } from './immutable.ts';

/** The upper end of each range, in percent. What is counted in one lies above the end of the one before. */
export const usageRanges = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;

const counts = z.array(z.int()).length(usageRanges.length);

export const usageTotalsSchema = z.object({
  /** Minutes in which nobody used it. */
  idleMinutes: z.int(),
  /** In the busiest minute, in percent. */
  mostCpu: z.number(),
  mostMemory: z.number(),
  /** How many minutes lay in each range; the minutes that are known are their sum. */
  cpu: counts,
  memory: counts,
});

/** What a machine did in all the minutes that it told of. */
export type UsageTotals = Immutable<z.infer<typeof usageTotalsSchema>>;

export const noTotals: UsageTotals = {
  idleMinutes: 0,
  mostCpu: 0,
  mostMemory: 0,
  cpu: usageRanges.map(() => 0),
  memory: usageRanges.map(() => 0),
};

export function totalsOf(samples: readonly UsageSample[], isIdle: (sample: UsageSample) => boolean): UsageTotals {
  return {
    idleMinutes: samples.filter(isIdle).length,
    mostCpu: Math.max(0, ...samples.map(({ cpu }) => cpu)),
    mostMemory: Math.max(0, ...samples.map(({ memory }) => memory)),
    cpu: counted(samples.map(({ cpu }) => cpu)),
    memory: counted(samples.map(({ memory }) => memory)),
  };
}

function counted(percents: readonly number[]): number[] {
  return usageRanges.map(
    (end, index) => percents.filter((percent) => percent <= end && percent > (usageRanges[index - 1] ?? -1)).length,
  );
}

export function addTotals(one: UsageTotals, other: UsageTotals): UsageTotals {
  return {
    idleMinutes: one.idleMinutes + other.idleMinutes,
    mostCpu: Math.max(one.mostCpu, other.mostCpu),
    mostMemory: Math.max(one.mostMemory, other.mostMemory),
    cpu: one.cpu.map((minutes, index) => minutes + (other.cpu[index] ?? 0)),
    memory: one.memory.map((minutes, index) => minutes + (other.memory[index] ?? 0)),
  };
}

/** Of each 25th hour of a machine's life two bytes hold the minutes of three years; what is more is not counted. */
const countBytes = 2;
const mostMinutes = 65_535;
/** The two most, in halves of a percent, and all the counts. */
export const totalsBytes = 2 + countBytes * (1 + 2 * usageRanges.length);

export function packTotals({ idleMinutes, mostCpu, mostMemory, cpu, memory }: UsageTotals): Uint8Array {
  const bytes = new Uint8Array(totalsBytes);
  bytes.set([Math.round(mostCpu * 2), Math.round(mostMemory * 2)]);
  [idleMinutes, ...cpu, ...memory].forEach((count, index) => {
    const minutes = Math.min(count, mostMinutes);
    bytes.set([minutes >> 8, minutes & 255], 2 + index * countBytes);
  });
  return bytes;
}

export function unpackTotals(bytes: Uint8Array): UsageTotals {
  const at = (index: number) => bytes[index] ?? 0;
  const read = Array.from({ length: 1 + 2 * usageRanges.length }, (_, index) => {
    const start = 2 + index * countBytes;
    return (at(start) << 8) + at(start + 1);
  });
  const [idleMinutes = 0, ...ofRanges] = read;
  return {
    idleMinutes,
    mostCpu: at(0) / 2,
    mostMemory: at(1) / 2,
    cpu: ofRanges.slice(0, usageRanges.length),
    memory: ofRanges.slice(usageRanges.length),
  };
}
