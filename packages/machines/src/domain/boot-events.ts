import type { BootEvent } from '@cloudapp/contracts/boot-event';
import type { StepCauseKind } from '@cloudapp/contracts/step-cause';
import type { BootPosition, InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import type { Sealed } from '@cloudapp/data/sealed';
import { followedBy, revise, type Change } from './change.ts';
import { activityOf } from './entries.ts';
import { later, limits } from './limits.ts';
import * as moves from './moves.ts';
import { starting } from './power-moves.ts';

/** Events that arrive this far out of order still find their place; older ones have been overtaken by what followed. */
const window = 50;

const reportingStates = ['installing', 'starting', 'rebooting'] as const;

/** A machine that its reports take further. */
type Reporting = InstanceIn<(typeof reportingStates)[number]>;
type KeptStep = InstanceRecord['steps'][number];
type Failure = Extract<BootEvent, { type: 'step-failed' | 'check-failed' }>;
type StepFailure = Extract<BootEvent, { type: 'step-failed' }>;
type Progress = Exclude<BootEvent, Failure>;

/**
 * What a machine's report changes; undefined when it changes nothing: it was taken before, is of an earlier boot, or the
 * machine is in a state in which reports have no meaning.
 */
export function applyBootEvent(
  record: InstanceRecord,
  event: BootEvent,
  now: Date,
  secrets?: Sealed,
): Change | undefined {
  const position = advance(record.position, event);
  const change = position && changeOf(record, event, position, now);
  const keeps = secrets !== undefined && record.state !== 'stopped';
  return change && keeps ? { ...change, secrets } : change;
}

function changeOf(record: InstanceRecord, event: BootEvent, position: BootPosition, now: Date): Change | undefined {
  if (record.state === 'launching') return firstReport({ ...record, position }, event, now);
  if (isReporting(record)) return reported({ ...record, position }, event, now);
  if (record.state === 'stopped') return startedOutside(record, event, position, now);
  // Somebody rebooted it from within: worth knowing for the next start, and no more.
  if (record.state === 'ready' && event.type === 'booted') return revise(record, now, { position });
  return undefined;
}

/** The first word of a machine proves that it installs. */
function firstReport(record: InstanceIn<'launching'>, event: BootEvent, now: Date): Change {
  if (isFailure(event)) return failing(record, event, now);
  const first = moves.installing(record, now);
  return followedBy(first, progress(first.next, event, now));
}

function reported(record: Reporting, event: BootEvent, now: Date): Change {
  return isFailure(event) ? failing(record, event, now) : progress(record, event, now);
}

/** A stopped machine that reports a new boot was started by somebody at AWS, and says so before EC2 is asked. */
function startedOutside(
  record: InstanceIn<'stopped'>,
  event: BootEvent,
  position: BootPosition,
  now: Date,
): Change | undefined {
  if (event.boot <= record.position.boot) return undefined;
  const change = starting(record, now);
  const proof = event.type === 'check-passed' ? { checkedBoot: event.boot, hostKeys: event.hostKeys } : {};
  return { ...change, next: { ...change.next, position, ...proof } };
}

function progress(record: Reporting, event: Progress, now: Date): Change {
  switch (event.type) {
    case 'booted':
      return revise(record, now);
    case 'step-started':
      return stepStarted(record, event.stepId, now);
    case 'step-output':
      return stepPrinted(record, event.stepId, event.line, now);
    case 'step-finished':
      return stepFinished(record, event.stepId, event.seconds, now);
    case 'check-passed':
      return checkPassed(record, event, now);
  }
}

function stepStarted(record: Reporting, stepId: string, now: Date): Change {
  const step = stepOf(record, stepId);
  if (step?.state !== 'pending') return revise(record, now);
  return withStep(record, stepId, { state: 'running', startedAt: now.toISOString() }, now, `${step.title}: started`);
}

function stepPrinted(record: Reporting, stepId: string, line: string, now: Date): Change {
  const state = stepOf(record, stepId)?.state;
  const isUnfinished = state === 'running' || state === 'pending';
  return isUnfinished ? withStep(record, stepId, { lastLine: line }, now) : revise(record, now);
}

function stepFinished(record: Reporting, stepId: string, reported: number, now: Date): Change {
  const step = stepOf(record, stepId);
  if (step === undefined || step.state === 'done') return revise(record, now);
  const seconds = secondsTaken(record, step, reported, now);
  const text = `${step.title}: finished after ${Math.round(seconds)} s`;
  return withStep(record, stepId, { state: 'done', seconds, ...startOf(step, seconds, now) }, now, text);
}

function checkPassed(
  record: Reporting,
  { boot, hostKeys }: Extract<BootEvent, { type: 'check-passed' }>,
  now: Date,
): Change {
  const patch = { checkedBoot: boot, hostKeys, deadlineAt: later(now, limits.reachableMs) };
  return revise<Reporting>(record, now, patch, {
    activity: activityOf('The blueprint’s check passed; waiting for the login port'),
  });
}

function isReporting(record: InstanceRecord): record is Reporting {
  return reportingStates.some((state) => state === record.state);
}

function isFailure(event: BootEvent): event is Failure {
  return event.type === 'step-failed' || event.type === 'check-failed';
}

function failing(record: Reporting | InstanceIn<'launching'>, event: Failure, now: Date): Change {
  if (event.type === 'check-failed') {
    return moves.failed(record, now, 'check-failed', { detail: event.output.trim().split('\n').at(-1) });
  }
  const { stepId, output, cause } = event;
  const step = stepOf(record, stepId);
  if (step === undefined || step.state === 'done') return revise(record, now);
  const seconds = secondsTaken(record, step, event.seconds, now);
  const patch = { state: 'failed', seconds, output, ...startOf(step, seconds, now) } as const;
  const ended = `“${step.title}” ${howItEnded({ ...event, seconds })}`;
  const detail = cause === undefined ? ended : `${ended}: ${inWords[cause.kind](cause.of)}`;
  const failed = { ...record, steps: stepsWith(record, stepId, patch) };
  return moves.failed(failed, now, cause?.kind ?? 'step-failed', { detail, stepId });
}

const named = (of: string | undefined): string => (of === undefined ? '' : ` (${of})`);

/** Why a step failed, where its machine knows. */
const inWords: Readonly<Record<StepCauseKind, (of?: string) => string>> = {
  'mirror-silent': (of) => `Debian’s mirror${named(of)} did not answer`,
  'source-silent': (of) => `${of ?? 'a server on the internet'} did not answer`,
  'package-missing': (of) => `there is no such package${named(of)}`,
  'disk-full': () => 'the machine’s disk is full',
  'clock-behind': () => 'the machine’s clock is behind',
};

function howItEnded({ timedOut, seconds, exitCode }: StepFailure): string {
  if (timedOut) return `was stopped after ${Math.round(seconds)} s, the longest it may take`;
  return exitCode === undefined ? 'failed' : `failed with exit code ${exitCode}`;
}

function withStep(record: Reporting, id: string, patch: Partial<KeptStep>, now: Date, text?: string): Change {
  const steps = stepsWith(record, id, patch);
  return revise<Reporting>(record, now, { steps }, text === undefined ? {} : { activity: activityOf(text) });
}

function stepsWith(record: InstanceRecord, id: string, patch: Partial<KeptStep>): KeptStep[] {
  return record.steps.map((step) => (step.id === id ? { ...step, ...patch } : step));
}

/**
 * How long a step took, by our own clock: what a machine says counts only where its start was never heard of, and never for
 * more than can be true. No step takes longer than its blueprint lets it.
 */
function secondsTaken(record: InstanceRecord, step: KeptStep, reported: number, now: Date): number {
  const { startedAt, limitSeconds = record.installLimitSeconds } = step;
  const atMost = Math.max(0, (now.getTime() - Date.parse(startedAt ?? record.stateChangedAt)) / 1000);
  const seconds = startedAt === undefined ? Math.min(reported, atMost) : atMost;
  return Math.round(Math.min(seconds, limitSeconds) * 10) / 10;
}

/** Whether an event speaks of nothing that the machine's blueprint does not have. */
export function isOfBlueprint(record: InstanceRecord, event: BootEvent): boolean {
  return !('stepId' in event) || stepOf(record, event.stepId) !== undefined;
}

function stepOf(record: InstanceRecord, id: string): KeptStep | undefined {
  return record.steps.find((step) => step.id === id);
}

/** When a step whose start was never heard of began. */
function startOf(step: KeptStep, seconds: number, now: Date) {
  return { startedAt: step.startedAt ?? new Date(now.getTime() - seconds * 1000).toISOString() };
}

function advance(position: BootPosition, { boot, sequence }: BootEvent): BootPosition | undefined {
  if (boot < position.boot) return undefined;
  if (boot > position.boot) return { boot, seen: [sequence] };
  const oldest = position.seen.length < window ? 0 : (position.seen[0] ?? 0);
  if (sequence < oldest || position.seen.includes(sequence)) return undefined;
  return { boot, seen: [...position.seen, sequence].sort((a, b) => a - b).slice(-window) };
}
