import type { Instance } from '@cloudapp/contracts/instance';
import { machinesBefore } from '@cloudapp/contracts/launch-pace';
import { formatEstimate } from '../../../lib/format/relative-time.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { formatDuration } from '../../../lib/format/time.ts';

export type Awaited = Pick<Instance, 'state' | 'launchAt' | 'expectedReadyAt' | 'usuallyReadyAt' | 'waitingFor'>;

/** A machine is not called late for what nobody would notice. */
const leastLateSeconds = 5;

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
  return `${turnOf(machine, now)}Ready in ${formatEstimate(Math.max(0, secondsUntil(expectedReadyAt, now)))}`;
}

/** How many are before a machine whose turn at AWS has not come yet. */
function turnOf({ launchAt }: Awaited, now: number): string {
  const before = launchAt === undefined ? 0 : machinesBefore(launchAt, now);
  return before === 0 ? '' : `${formatCount(before, 'machine')} before yours. `;
}
