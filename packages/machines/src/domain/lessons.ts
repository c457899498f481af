import type { InstanceRecord } from '@cloudapp/data/instance-record';

/** Where the durations of a blueprint's version are kept. */
export function lessonKey(blueprintId: string, version: number): string {
  return `learnt#${blueprintId}#${version}`;
}

/** Name under which the whole time from launch to ready is kept; no step can have it. */
const whole = '*';
/** Each bucket's duration is so much longer than that of the one before. */
const ratio = 1.1;
const shortestSeconds = 0.1;
/** Of fewer launches a single one could make what all are told. */
const fewestLaunches = 3;

const bucketOf = (seconds: number) => Math.round(Math.log(Math.max(seconds, shortestSeconds)) / Math.log(ratio));
const nameOf = (step: string, seconds: number) => `h#${step}#${bucketOf(seconds)}`;

/**
 * What a machine that got ready teaches: in which bucket of durations each step falls, and all of it. Counts of buckets are
 * added to by any number of machines at once, and give a median, which no single machine can move far, however it lies.
 */
export function lessonOf(record: InstanceRecord, secondsToReady: number) {
  const counters: Record<string, number> = { [nameOf(whole, secondsToReady)]: 1 };
  for (const { id, seconds } of record.steps) {
    if (seconds !== undefined) counters[nameOf(id, seconds)] = 1;
  }
  return { key: lessonKey(record.blueprint.id, record.blueprint.version), counters };
}

/** What is kept under a `lessonKey`. */
export type Lessons = Readonly<Record<string, number>>;

export interface Expectation {
  readonly steps: ReadonlyMap<string, number>;
  /** From launch to ready. */
  readonly wholeSeconds: number;
  readonly isLearnt: boolean;
}

/** Seconds from a launch to the first report, until real launches say better: EC2's start and the boot of Debian. */
const firstGuessOfBootSeconds = 40;

/** How long each step and all of it will take: the median of real launches where there are some, else the blueprint's guess. */
export function expectation(steps: readonly { id: string; expectedSeconds: number }[], lessons: Lessons): Expectation {
  const seconds = steps.map((step) => [step.id, median(lessons, step.id) ?? step.expectedSeconds] as const);
  const sum = seconds.reduce((total, [, value]) => total + value, firstGuessOfBootSeconds);
  const learnt = median(lessons, whole);
  return { steps: new Map(seconds), wholeSeconds: learnt ?? sum, isLearnt: learnt !== undefined };
}

function median(lessons: Lessons, step: string): number | undefined {
  const prefix = `h#${step}#`;
  const buckets = Object.entries(lessons)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, count]) => ({ bucket: Number(name.slice(prefix.length)), count }))
    .sort((a, b) => a.bucket - b.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (total < fewestLaunches) return undefined;
  let passed = 0;
  const middle = buckets.find(({ count }) => (passed += count) >= total / 2);
  return middle && Math.round(ratio ** middle.bucket * 10) / 10;
}
