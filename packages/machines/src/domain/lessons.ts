import type { InstanceRecord } from '@cloudapp/data/instance-record';

/** Where the durations of a blueprint's version are kept. */
export function lessonKey(blueprintId: string, version: number): string {
  return `learnt#${blueprintId}#${version}`;
}

/** Name under which the whole time from launch to ready is kept; no step can have it. */
const whole = '*';
const countOf = (step: string) => `n#${step}`;
const secondsOf = (step: string) => `s#${step}`;

/** What a machine that got ready teaches: how long each step took, and all of it. */
export function lessonOf(record: InstanceRecord, secondsToReady: number) {
  const counters: Record<string, number> = { [countOf(whole)]: 1, [secondsOf(whole)]: Math.round(secondsToReady) };
  for (const { id, seconds } of record.steps) {
    if (seconds === undefined) continue;
    counters[countOf(id)] = 1;
    counters[secondsOf(id)] = Math.round(seconds * 10) / 10;
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

/** How long each step and all of it will take: the mean of real launches where there are some, else the blueprint's guess. */
export function expectation(steps: readonly { id: string; expectedSeconds: number }[], lessons: Lessons): Expectation {
  const mean = (step: string) => {
    const count = lessons[countOf(step)] ?? 0;
    return count > 0 ? (lessons[secondsOf(step)] ?? 0) / count : undefined;
  };
  const seconds = steps.map((step) => [step.id, mean(step.id) ?? step.expectedSeconds] as const);
  const sum = seconds.reduce((total, [, value]) => total + value, firstGuessOfBootSeconds);
  const learnt = mean(whole);
  return { steps: new Map(seconds), wholeSeconds: learnt ?? sum, isLearnt: learnt !== undefined };
}
