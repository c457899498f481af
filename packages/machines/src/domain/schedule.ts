import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceIn, InstanceRecord, LastingFacts } from '@cloudapp/data/instance-record';
import { hasUnlimitedCredits } from './credits.ts';
import { passing } from './facts.ts';
import { nextOfDeletion } from './deletion-day.ts';
import { leaseWarnings } from './lease-warnings.ts';
import { lookForHours } from './hours.ts';
import { bookingMs } from './limits.ts';

/** Nothing is to happen next; whoever looks through all machines sees what happens to them outside. */
type RestingState = 'ready' | 'stopped' | 'failed' | 'terminated';

type Attention = Pick<LastingFacts, 'attention' | 'dueAt'>;

/** A worker that takes a machine has it for so long; then it counts as dead and another may take it. */
export const claimSeconds = 20;

/** How long after the last look a machine in a state is looked at again, in seconds. */
const intervals: Readonly<Record<Exclude<InstanceState, RestingState>, number>> = {
  requested: 2,
  launching: 4,
  installing: 15,
  stopping: 3,
  starting: 3,
  rebooting: 3,
  terminating: 3,
};

/** S3 or SNS did not take what they were to be told. */
const announcementSeconds = 5;
/** EC2 did not limit its credits. */
const creditsSeconds = 60;

/** A machine that changes for longer than this is looked at less often. */
const patienceSeconds = 120;
const slowSeconds = 15;
const probeSeconds = 2;
const longestRetrySeconds = 30;

/** Whether it is not its turn yet to be asked for at EC2. */
export function isWaitingForTurn({ launchAt }: InstanceIn<'requested'>, now: Date): boolean {
  return launchAt !== undefined && now.getTime() < Date.parse(launchAt);
}

/** Whether EC2 has answered the launch, for good or ill, and this is not yet recorded and announced. */
export function isUnannounced(record: InstanceRecord): boolean {
  const { ec2InstanceId, failure } = passing(record);
  // A machine whose launch came to nothing keeps its failure when it is ended before that was told.
  const isAnswered = ec2InstanceId !== undefined || failure !== undefined;
  return isAnswered && (record.recordedAt === undefined || record.announcedAt === undefined);
}

/** Whether the message of a launch is still to be sent and nobody is at it, who would count as dead after a claim's time. */
export function isMessageFree({ announcedAt, announcingAt }: InstanceRecord, now: Date): boolean {
  const isBeingSent = announcingAt !== undefined && now.getTime() < Date.parse(announcingAt) + claimSeconds * 1000;
  return announcedAt === undefined && !isBeingSent;
}

/** Who must look at a machine next, and when; nobody when nothing is left to happen by itself. */
export function schedule(record: InstanceRecord, now: Date): Attention {
  const seconds = secondsUntilLook(record, now);
  if (seconds === undefined) return { attention: undefined, dueAt: undefined };
  const isActive = !isResting(record) || isUnannounced(record);
  const times = [...endsOf(record), ...warningsOf(record), lookForHours(record, now) ?? Infinity];
  const due = Math.max(now.getTime(), Math.min(now.getTime() + seconds * 1000, ...times));
  return { attention: isActive ? 'active' : 'settled', dueAt: new Date(due).toISOString() };
}

/** When a state or the time of a machine is over, in milliseconds since 1970. */
function endsOf(record: InstanceRecord): number[] {
  const { deadlineAt, leaseEndsAt } = passing(record);
  if (record.state === 'ready' && record.idle?.evidenceAtEnd !== undefined) return [Date.parse(record.idle.stopsAt)];
  return [deadlineAt, leaseEndsAt].flatMap((at) => (at === undefined ? [] : [Date.parse(at)]));
}

/** When the owner of a machine that rests is to be warned of something, or it is deleted. */
function warningsOf(record: InstanceRecord): number[] {
  const { deletion } = passing(record);
  const warnings = record.state === 'ready' || record.state === 'failed' ? endsOfRun(record) : [];
  return deletion ? [...warnings, nextOfDeletion(deletion).at] : warnings;
}

function endsOfRun(record: InstanceIn<'ready' | 'failed'>): number[] {
  const { budgetStop } = record;
  return [...leaseWarnings(record).map(({ at }) => at), ...(budgetStop ? [Date.parse(budgetStop.at)] : [])];
}

function secondsUntilLook(record: InstanceRecord, now: Date): number | undefined {
  if (isResting(record)) return isUnannounced(record) ? announcementSeconds : secondsUntilBooking(record, now);
  const seconds = secondsUntilChange(record, now);
  return isUnannounced(record) ? Math.min(seconds, announcementSeconds) : seconds;
}

function secondsUntilChange(record: Moving, now: Date): number {
  const { state } = record;
  if (state === 'requested') {
    const { launchAt, launchAttempts } = record;
    const waitSeconds = launchAt === undefined ? 0 : (Date.parse(launchAt) - now.getTime()) / 1000;
    return waitSeconds > 0 ? waitSeconds : Math.min(longestRetrySeconds, intervals.requested * 2 ** launchAttempts);
  }
  if (isProven(record)) return probeSeconds;
  const ageSeconds = (now.getTime() - Date.parse(record.stateChangedAt)) / 1000;
  return ageSeconds > patienceSeconds ? Math.max(slowSeconds, intervals[state]) : intervals[state];
}

/** What costs is booked now and then; else there is nothing to look for. */
function secondsUntilBooking(record: Resting, now: Date): number | undefined {
  const { billedSince } = passing(record);
  if (billedSince === undefined) return undefined;
  const seconds = (Date.parse(billedSince) + bookingMs - now.getTime()) / 1000;
  const isOn = record.state === 'ready' || (record.state === 'failed' && record.isOff !== true);
  return isOn && hasUnlimitedCredits(record) ? Math.min(seconds, creditsSeconds) : seconds;
}

type Resting = InstanceIn<RestingState>;
type Moving = Exclude<InstanceRecord, Resting>;

/** Whether nothing is to happen next to a machine. */
export function isResting(record: InstanceRecord): record is Resting {
  return ['ready', 'stopped', 'failed', 'terminated'].includes(record.state);
}

/** Whether the blueprint's check has passed in the boot that is to be proven, of a machine that has done all its steps. */
export function isProven(record: InstanceRecord): boolean {
  const isInstalled = record.state !== 'installing' || record.steps.every(({ state }) => state === 'done');
  return isInstalled && (passing(record).checkedBoot ?? 0) > record.bootBefore;
}
