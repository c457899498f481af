import { cpus } from 'node:os';

/** Milliseconds of all processors together since the computer started. */
export interface ProcessorTimes {
  readonly idle: number;
  readonly all: number;
}

export function processorTimes(): ProcessorTimes {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.map((time) => sum(Object.values(time)))) };
}

/** How much of the time between two readings the processors were busy, from 0 to 1. */
export function busyShare(before: ProcessorTimes, after: ProcessorTimes): number {
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}
