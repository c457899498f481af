import type { InstanceState, PowerAction, StateBefore } from '@cloudapp/contracts/instance-state';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import { stepOfBudget } from './budget-stop.ts';
import { revise, type Change } from './change.ts';
import { hasUnlimitedCredits } from './credits.ts';
import { passing } from './facts.ts';
import { byRules, type Off } from './deletion.ts';
import { deletionFrom } from './deletion-day.ts';
import { causeOf, causeOfStart } from './given-up.ts';
import { startByHours } from './hours.ts';
import { stepOfHours, type HoursStep } from './hours-step.ts';
import { warnedOfLease } from './lease.ts';
import { bookingMs } from './limits.ts';
import * as moves from './moves.ts';
import type { Observed } from './observed.ts';
import * as powerMoves from './power-moves.ts';
import { activityOf } from './entries.ts';
import { isProven, isWaitingForTurn } from './schedule.ts';
import type { Rules } from './rules.ts';
import { stopReason } from './stop-reason.ts';

/** What to do with a machine now. */
export type NextStep =
  | { readonly do: 'change'; readonly change: Change }
  | { readonly do: 'command'; readonly command: PowerAction; readonly ec2InstanceId: string }
  | { readonly do: 'launch'; readonly record: InstanceIn<'requested'> }
  | { readonly do: 'give-up'; readonly record: InstanceIn<'requested'> }
  | { readonly do: 'find'; readonly record: InstanceIn<'terminating'> }
  | { readonly do: 'probe'; readonly record: InstanceIn<ProvingState>; readonly proof: moves.Proof }
  | { readonly do: 'limit-credits'; readonly ec2InstanceId: string }
  /** It never reported: what its console shows belongs to the failure. */
  | { readonly do: 'fail-silent'; readonly record: InstanceIn<'launching'> }
  | HoursStep
  | { readonly do: 'wait' };

/** States that end once the machine is proven. */
type ProvingState = StateBefore<'ready'>;

type Decisions = {
  readonly [State in InstanceState]: (
    record: InstanceIn<State>,
    observed: Observed,
    now: Date,
    rules: Rules,
  ) => NextStep;
};

const wait: NextStep = { do: 'wait' };
const changing = (change: Change): NextStep => ({ do: 'change', change });

function command({ ec2InstanceId }: { ec2InstanceId: string }, name: PowerAction): NextStep {
  return { do: 'command', command: name, ec2InstanceId };
}

/** EC2 may not show an instance for a while after its launch; one still absent after this is gone. */
const consistencyMs = 120_000;
const unknown: Observed = { power: 'absent' };
const stoppedOutside = { rule: 'outside', text: 'Stopped outside CloudApp' } as const;

const decisions: Decisions = {
  requested: (record, _, now) => {
    if (isWaitingForTurn(record, now)) return wait;
    return { do: isLate(record, now) ? 'give-up' : 'launch', record };
  },
  launching: (record, observed, now) => {
    if (isOff(record, observed, now)) return endedEarly(record, observed, now);
    if (record.position.boot > 0) return changing(moves.installing(record, now));
    if (isHeldUpAnew(record, observed)) return changing(moves.waiting(record, now, observed.reason));
    if (isLate(record, now)) return { do: 'fail-silent', record };
    return refreshed(record, observed, now) ?? wait;
  },
  installing: (record, observed, now) => {
    if (isOff(record, observed, now)) return endedEarly(record, observed, now);
    return refreshed(record, observed, now) ?? proving(record, now, 'install-timeout');
  },
  ready: (record, observed, now, rules) => {
    if (isGone(record, observed, now)) return changing(powerMoves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(powerMoves.terminating(record, now));
    if (observed.power === 'stopped') return changing(powerMoves.stopped(record, now, keptDaysOf(record, rules)));
    if (observed.power === 'stopping') return changing(powerMoves.stopping(record, now, stoppedOutside));
    return stop(record, now, rules) ?? refreshed(record, observed, now) ?? runningOn(record, observed, now, rules);
  },
  stopping: (record, observed, now, rules) => {
    if (isGone(record, observed, now)) return changing(powerMoves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(powerMoves.terminating(record, now));
    if (observed.power === 'stopped') return changing(powerMoves.stopped(record, now, keptDaysOf(record, rules)));
    if (isLate(record, now)) return changing(moves.failed(record, now, 'did-not-stop'));
    return observed.power === 'running' ? command(record, 'stop') : wait;
  },
  stopped: (record, observed, now, rules) => {
    if (isGone(record, observed, now)) return changing(powerMoves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(powerMoves.terminating(record, now));
    if (isOn(observed)) return changing(powerMoves.starting(record, now));
    return stepOfHours(record, now) ?? ruled(record, now, rules) ?? booked(record, now) ?? wait;
  },
  starting: (record, observed, now) => {
    if (isGone(record, observed, now)) return changing(powerMoves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(powerMoves.terminating(record, now));
    if (observed.power === 'stopped') return startingAnew(record, observed, now);
    return refreshed(record, observed, now) ?? proving(record, now, 'did-not-start');
  },
  rebooting: (record, observed, now, rules) => {
    if (isGone(record, observed, now)) return changing(powerMoves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(powerMoves.terminating(record, now));
    if (observed.power === 'stopped') return changing(powerMoves.stopped(record, now, keptDaysOf(record, rules)));
    if (!record.isRebootSent && observed.power === 'running') return command(record, 'reboot');
    return refreshed(record, observed, now) ?? proving(record, now, 'did-not-start');
  },
  terminating: (record, observed, now) => {
    const { ec2InstanceId } = record;
    if (ec2InstanceId === undefined) return { do: 'find', record };
    if (isGone(record, observed, now)) return changing(powerMoves.terminated(record, now));
    return observed.power === 'shutting-down' ? wait : command({ ec2InstanceId }, 'terminate');
  },
  terminated: () => wait,
  failed: (record, observed, now, rules) => {
    const { ec2InstanceId, billedSince } = record;
    if (billedSince === undefined || ec2InstanceId === undefined) return wait;
    if (isOff(record, observed, now)) return failedAndOff(record, observed, now, rules);
    if (record.isOff === true) return onAgain(record, observed, now);
    if (stopReason(record, now, rules) !== undefined) return command({ ec2InstanceId }, 'stop');
    return runningOn(record, observed, now, rules);
  },
};

/** Decides what to do with a machine, from what is stored and what EC2 says; has no effects of its own. */
export function nextStep(
  record: InstanceRecord,
  observed: Observed | undefined,
  now: Date,
  rules: Rules = {},
): NextStep {
  // Each record's state picks the decision that is made for it, which the compiler does not follow.
  return decisions[record.state](record as never, observed ?? unknown, now, rules);
}

/** Whether a machine without an EC2 instance can be declared gone: no launch of it can be under way any more. */
export function isSurelyUnlaunched(record: InstanceIn<'terminating'>, now: Date): boolean {
  if (record.failure !== undefined && refusals.has(record.failure.code)) return true;
  const last = Math.max(Date.parse(record.lastLaunchAt ?? record.createdAt), Date.parse(record.createdAt));
  return record.launchAttempts === 0
    ? now.getTime() - Date.parse(record.stateChangedAt) > unlaunchedMs
    : now.getTime() - last > consistencyMs;
}

/** Failures in which EC2 has said no for good. */
const refusals = new Set<string>(['capacity', 'account-limit', 'unauthorised', 'disk-key', 'launch-refused']);

/** A worker that was about to launch sees that the machine is to end within its claim. */
const unlaunchedMs = 30_000;

function proving(record: InstanceIn<ProvingState>, now: Date, late: 'install-timeout' | 'did-not-start'): NextStep {
  if (isLate(record, now)) return changing(moves.failed(record, now, isProven(record) ? 'login-unreachable' : late));
  const proof = isProven(record) ? proofIn(record) : undefined;
  return proof ? { do: 'probe', record, proof } : wait;
}

function proofIn(record: InstanceIn<ProvingState>): moves.Proof | undefined {
  const { address, privateAddress, checkedBoot, hostKeys } = record;
  if (address === undefined || privateAddress === undefined) return undefined;
  if (checkedBoot === undefined || hostKeys === undefined) return undefined;
  return { address, privateAddress, checkedBoot, hostKeys };
}

/** For how long a machine is kept while it is off: what its hours start again is not forgotten, however long a holiday is. */
function keptDaysOf(record: InstanceRecord, { keptDays }: Rules, now?: Date): number | undefined {
  if (record.hours === undefined) return keptDays;
  const startsAgain = now === undefined || record.state !== 'stopped' || startByHours(record, now) !== undefined;
  return startsAgain ? undefined : keptDays;
}

/** It costs nothing once it is gone, and its disk until then. */
function failedAndOff(record: InstanceIn<'failed'>, observed: Observed, now: Date, rules: Rules): NextStep {
  if (observed.power === 'shutting-down' || isGone(record, observed, now)) {
    const patch = {
      billedSince: undefined,
      leaseEndsAt: undefined,
      isOff: undefined,
      deletion: undefined,
      stopCause: undefined,
    };
    return changing(revise(record, now, patch, { activity: activityOf('Ended at AWS') }));
  }
  if (record.isOff === true) return ruled(record, now, rules) ?? booked(record, now) ?? wait;
  const reason = stopReason(record, now, rules);
  const patch = {
    isOff: true,
    leaseEndsAt: undefined,
    deletion: deletionFrom(now, rules.keptDays),
    stopCause: { rule: reason?.rule ?? stoppedOutside.rule },
  };
  const text = reason === undefined ? stoppedOutside.text : `${reason.text}: stopped`;
  return changing(revise(record, now, patch, { activity: activityOf(text) }));
}

/** EC2 has it stopped still, or again: it may take a start and give it up, which is the end of that start. */
function startingAnew(record: InstanceIn<'starting'>, observed: Observed, now: Date): NextStep {
  const cause = causeOfStart(record, observed, now);
  if (cause !== undefined) return changing(powerMoves.notStarted(record, now, cause.code, cause.detail));
  return isLate(record, now) ? changing(powerMoves.notStarted(record, now, 'did-not-start')) : command(record, 'start');
}

/** Before a machine was ready there is nothing to keep: whatever ended it, the launch failed. */
function endedEarly(record: InstanceIn<'launching' | 'installing'>, observed: Observed, now: Date): NextStep {
  const cause = causeOf(observed);
  if (cause !== undefined) return changing(moves.failed(record, now, cause.code, { detail: cause.detail }));
  return changing(moves.failed(record, now, 'ended-outside', { detail: observed.reason }));
}

/** EC2 has given a reason, which it had not given before, why the machine has not started yet. */
function isHeldUpAnew(record: InstanceIn<'launching'>, observed: Observed): observed is Observed & { reason: string } {
  const { power, reason } = observed;
  return power === 'pending' && reason !== undefined && reason !== record.waitingFor;
}

type Addressed = InstanceIn<'launching' | 'installing' | 'ready' | 'starting' | 'rebooting'>;

function refreshed(record: Addressed, observed: Observed, now: Date): NextStep | undefined {
  const { power, address = record.address, privateAddress = record.privateAddress } = observed;
  const isNew = address !== record.address || privateAddress !== record.privateAddress;
  if (power !== 'running' || !isNew) return undefined;
  return changing(revise<Addressed>(record, now, { address, privateAddress }));
}

/** Nothing stops it now: its owner is warned of what will, and what it costs is booked. */
function runningOn(record: InstanceIn<'ready' | 'failed'>, observed: Observed, now: Date, rules: Rules): NextStep {
  const warning = stepOfBudget(record, now, rules) ?? warnedOfLease(record, now);
  if (warning) return changing(warning);
  const hoursStep = record.state === 'ready' ? stepOfHours(record, now) : undefined;
  if (hoursStep) return hoursStep;
  return booked(record, now) ?? unlimited(record, observed) ?? wait;
}

function onAgain(record: InstanceIn<'failed'>, observed: Observed, now: Date): NextStep {
  return isOn(observed)
    ? changing(revise(record, now, { isOff: undefined, deletion: undefined, stopCause: undefined }))
    : wait;
}

function ruled(record: Off, now: Date, rules: Rules): NextStep | undefined {
  const change = byRules(record, now, { ...rules, keptDays: keptDaysOf(record, rules, now) });
  return change && changing(change);
}

function booked(record: InstanceRecord, now: Date): NextStep | undefined {
  const { billedSince } = passing(record);
  const isDue = billedSince !== undefined && now.getTime() - Date.parse(billedSince) >= bookingMs;
  return isDue ? changing(revise(record, now)) : undefined;
}

/** Nothing that CloudApp does needs its credits any more. */
function unlimited(record: InstanceIn<'ready' | 'failed'>, { power }: Observed): NextStep | undefined {
  const { ec2InstanceId } = record;
  const isMeant = power === 'running' && ec2InstanceId !== undefined && hasUnlimitedCredits(record);
  return isMeant ? { do: 'limit-credits', ec2InstanceId } : undefined;
}

function isLate({ deadlineAt }: { deadlineAt: string }, now: Date): boolean {
  return now.getTime() >= Date.parse(deadlineAt);
}

function stop(record: InstanceIn<'ready'>, now: Date, rules: Rules): NextStep | undefined {
  const reason = stopReason(record, now, rules);
  return reason && changing(powerMoves.stopping(record, now, reason));
}

function isOn({ power }: Observed): boolean {
  return power === 'pending' || power === 'running';
}

function isGone(record: InstanceRecord, { power }: Observed, now: Date): boolean {
  if (power === 'terminated') return true;
  const { lastLaunchAt = record.createdAt } = passing(record);
  return power === 'absent' && now.getTime() - Date.parse(lastLaunchAt) > consistencyMs;
}

function isOff(record: InstanceRecord, observed: Observed, now: Date): boolean {
  return ['shutting-down', 'stopping', 'stopped'].includes(observed.power) || isGone(record, observed, now);
}
