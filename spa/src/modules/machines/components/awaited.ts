import type { Instance } from '@cloudapp/contracts/instance';
import { formatEstimate } from '../../../lib/format/relative-time.ts';
import { formatDuration } from '../../../lib/format/time.ts';

type Awaited = Pick<Instance, 'state' | 'expectedReadyAt' | 'usuallyReadyAt' | 'waitingFor'>;

/** A machine is not called late for what nobody would notice. */
const leastLateSeconds = 5;
/** From then on it is worth telling what may be wrong. */
const longLateSeconds = 60;

function secondsUntil(instant: string, now: number): number {
  return (Date.parse(instant) - now) / 1000;
}

/** By how many seconds a machine takes longer than usual to be ready; undefined where it does not, or nobody knows. */
export function secondsLate({ usuallyReadyAt, waitingFor }: Awaited, now: number): number | undefined {
  // What the cloud itself waits for is told instead: nobody knows how long that takes.
  if (usuallyReadyAt === undefined || waitingFor !== undefined) return undefined;
  const late = -secondsUntil(usuallyReadyAt, now);
  return late >= leastLateSeconds ? late : undefined;
}

/** When a machine that boots will be ready, or that it should be by now; undefined of one that is not awaited. */
export function whenReady(machine: Awaited, now: number): string | undefined {
  const { waitingFor, expectedReadyAt } = machine;
  if (waitingFor !== undefined) return `Waiting: ${waitingFor}`;
  const late = secondsLate(machine, now);
  if (late !== undefined) return `Taking longer than usual, by ${formatDuration(late)}`;
  if (expectedReadyAt === undefined) return undefined;
  return `Ready in ${formatEstimate(Math.max(0, secondsUntil(expectedReadyAt, now)))}`;
}

/** What may be wrong with a machine that is late for long, and what comes of it. */
export function whyLate(machine: Awaited & Pick<Instance, 'steps'>, now: number): string | undefined {
  if ((secondsLate(machine, now) ?? 0) < longLateSeconds) return undefined;
  const { state, steps } = machine;
  if (state === 'requested' || state === 'launching') {
    return 'AWS is slow to give out a machine. CloudApp keeps asking, and tells you if there is none to be had.';
  }
  if (state !== 'installing') {
    return 'AWS is slow to boot it, or what runs on it is slow to come up. If it does not, CloudApp says so here.';
  }
  const running = steps.find((step) => step.state === 'running');
  if (running) {
    return `“${running.title}” is not done: most often a download is slow. If it does not come, the step is given up, and its last lines tell why.`;
  }
  return steps.every((step) => step.state === 'done')
    ? 'All steps are done, but its check has not passed yet. If it never does, CloudApp says why.'
    : 'It is slow to boot, or cannot reach CloudApp. If it never reports, CloudApp says so and shows its console.';
}
