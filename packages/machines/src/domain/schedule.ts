import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord, LastingFacts } from '@cloudapp/data/instance-record';
import { passing } from './facts.ts';

type Attention = Pick<LastingFacts, 'attention' | 'dueAt'>;

/** A worker that takes a machine has it for so long; then it counts as dead and another may take it. */
export const claimSeconds = 20;

/** How long after the last look a machine in a state is looked at again, in seconds. */
const intervals: Readonly<Record<InstanceState, number>> = {
  requested: 2,
  launching: 4,
  installing: 15,
  ready: 60,
  stopping: 3,
  stopped: 120,
  starting: 3,
  rebooting: 3,
  terminating: 3,
  terminated: 5,
  failed: 60,
};

/** A machine that changes for longer than this is looked at less often. */
const patienceSeconds = 120;
const slowSeconds = 15;
const probeSeconds = 2;
const longestRetrySeconds = 30;

const settledStates = new Set<InstanceState>(['ready', 'stopped', 'failed', 'terminated']);

/** Whether EC2 has answered the launch, for good or ill, and this is not yet recorded and announced. */
export function isUnannounced(record: InstanceRecord): boolean {
  const isAnswered = passing(record).ec2InstanceId !== undefined || record.state === 'failed';
  return isAnswered && (record.recordedAt === undefined || record.announcedAt === undefined);
}

/** Who must look at a machine next, and when; nobody when nothing is left to happen by itself. */
export function schedule(record: InstanceRecord, now: Date): Attention {
  const seconds = secondsUntilLook(record, now);
  if (seconds === undefined) return { attention: undefined, dueAt: undefined };
  const isActive = !settledStates.has(record.state) || isUnannounced(record);
  const { deadlineAt, leaseEndsAt } = passing(record);
  const times = [deadlineAt, leaseEndsAt].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
  const due = Math.max(now.getTime(), Math.min(now.getTime() + seconds * 1000, ...times));
  return { attention: isActive ? 'active' : 'settled', dueAt: new Date(due).toISOString() };
}

function secondsUntilLook(record: InstanceRecord, now: Date): number | undefined {
  const { state } = record;
  if (isUnannounced(record)) return Math.min(intervals[state], intervals.terminated);
  if (state === 'terminated') return undefined;
  if (state === 'failed') return passing(record).billedSince === undefined ? undefined : intervals.failed;
  if (state === 'requested') return Math.min(longestRetrySeconds, intervals.requested * 2 ** record.launchAttempts);
  if (settledStates.has(state)) return intervals[state];
  if (isProven(record)) return probeSeconds;
  const ageSeconds = (now.getTime() - Date.parse(record.stateChangedAt)) / 1000;
  return ageSeconds > patienceSeconds ? Math.max(slowSeconds, intervals[state]) : intervals[state];
}

/** Whether the blueprint's check has passed in the boot that is to be proven, of a machine that has done all its steps. */
export function isProven(record: InstanceRecord): boolean {
  const isInstalled = record.state !== 'installing' || record.steps.every(({ state }) => state === 'done');
  return isInstalled && (passing(record).checkedBoot ?? 0) > record.bootBefore;
}
