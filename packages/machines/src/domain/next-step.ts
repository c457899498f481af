import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Observed } from '../ports.ts';
import { revise, type Change } from './change.ts';
import * as moves from './moves.ts';
import { isProven } from './schedule.ts';

export type PowerCommand = 'start' | 'stop' | 'reboot' | 'terminate';

/** What to do with a machine now. */
export type NextStep =
  | { readonly do: 'change'; readonly change: Change }
  | { readonly do: 'command'; readonly command: PowerCommand }
  | { readonly do: 'launch' | 'give-up' | 'find' | 'probe' | 'wait' };

type Decide = (record: InstanceRecord, observed: Observed, now: Date) => NextStep;

const wait: NextStep = { do: 'wait' };
const changing = (change: Change): NextStep => ({ do: 'change', change });
const command = (name: PowerCommand): NextStep => ({ do: 'command', command: name });

/** EC2 may not show an instance for a while after its launch; one still absent after this is gone. */
const consistencyMs = 120_000;
/** How long running time may go unbooked. */
const bookingMs = 300_000;
const unknown: Observed = { power: 'absent' };

const decisions: Readonly<Record<InstanceState, Decide>> = {
  requested: (record, _, now) => ({ do: isLate(record, now) ? 'give-up' : 'launch' }),
  launching: (record, observed, now) => {
    if (isOff(record, observed, now)) return endedEarly(record, observed, now);
    if (record.position.boot > 0) return changing(moves.installing(record, now));
    if (isHeldUpAnew(record, observed)) return changing(moves.waiting(record, now, observed.reason));
    if (isLate(record, now)) return changing(moves.failed(record, now, 'never-reported'));
    return refreshed(record, observed, now) ?? wait;
  },
  installing: (record, observed, now) => {
    if (isOff(record, observed, now)) return endedEarly(record, observed, now);
    return refreshed(record, observed, now) ?? proving(record, now, 'install-timeout');
  },
  ready: (record, observed, now) => {
    if (isGone(record, observed, now)) return changing(moves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(moves.terminating(record, now));
    if (observed.power === 'stopped') return changing(moves.stopped(record, now));
    if (observed.power === 'stopping') return changing(moves.stopping(record, now, 'Stopped outside CloudApp'));
    if (hasLeaseEnded(record, now)) return changing(moves.stopping(record, now, 'Its time is over: stopping'));
    return refreshed(record, observed, now) ?? booked(record, now) ?? wait;
  },
  stopping: (record, observed, now) => {
    if (isGone(record, observed, now)) return changing(moves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(moves.terminating(record, now));
    if (observed.power === 'stopped') return changing(moves.stopped(record, now));
    if (isLate(record, now)) return changing(moves.failed(record, now, 'did-not-stop'));
    return observed.power === 'running' ? command('stop') : wait;
  },
  stopped: (record, observed, now) => {
    if (isGone(record, observed, now)) return changing(moves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(moves.terminating(record, now));
    return isOn(observed) ? changing(moves.starting(record, now)) : wait;
  },
  starting: (record, observed, now) => {
    if (isGone(record, observed, now)) return changing(moves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(moves.terminating(record, now));
    if (observed.power === 'stopped' && !isLate(record, now)) return command('start');
    return refreshed(record, observed, now) ?? proving(record, now, 'did-not-start');
  },
  rebooting: (record, observed, now) => {
    if (isGone(record, observed, now)) return changing(moves.terminated(record, now));
    if (observed.power === 'shutting-down') return changing(moves.terminating(record, now));
    if (observed.power === 'stopped') return changing(moves.stopped(record, now));
    if (record.isRebootSent === false && observed.power === 'running') return command('reboot');
    return refreshed(record, observed, now) ?? proving(record, now, 'did-not-start');
  },
  terminating: (record, observed, now) => {
    if (record.ec2InstanceId === undefined) return { do: 'find' };
    if (isGone(record, observed, now)) return changing(moves.terminated(record, now));
    return observed.power === 'shutting-down' ? wait : command('terminate');
  },
  terminated: () => wait,
  failed: (record, observed, now) => {
    if (record.billedSince === undefined) return wait;
    if (isOff(record, observed, now)) return changing(revise(record, now, { isBilled: false, patch: noLease }));
    if (hasLeaseEnded(record, now)) return command('stop');
    return booked(record, now) ?? wait;
  },
};

const noLease = { leaseEndsAt: undefined } as const;

/** Decides what to do with a machine, from what is stored and what EC2 says; has no effects of its own. */
export function nextStep(record: InstanceRecord, observed: Observed | undefined, now: Date): NextStep {
  return decisions[record.state](record, observed ?? unknown, now);
}

/** Whether a machine without an EC2 instance can be declared gone: no launch of it can be under way any more. */
export function isSurelyUnlaunched(record: InstanceRecord, now: Date): boolean {
  if (record.failure !== undefined && refusals.has(record.failure.code)) return true;
  const last = Math.max(Date.parse(record.lastLaunchAt ?? record.createdAt), Date.parse(record.createdAt));
  return record.launchAttempts === 0
    ? now.getTime() - Date.parse(record.stateChangedAt) > unlaunchedMs
    : now.getTime() - last > consistencyMs;
}

/** Failures in which EC2 has said no for good. */
const refusals = new Set<string>(['capacity', 'launch-refused']);

/** A worker that was about to launch sees that the machine is to end within its claim. */
const unlaunchedMs = 30_000;

function proving(record: InstanceRecord, now: Date, late: 'install-timeout' | 'did-not-start'): NextStep {
  if (isLate(record, now)) return changing(moves.failed(record, now, isProven(record) ? 'login-unreachable' : late));
  return isProven(record) && record.address !== undefined ? { do: 'probe' } : wait;
}

/** Before a machine was ready there is nothing to keep: whatever ended it, the launch failed. */
function endedEarly(record: InstanceRecord, observed: Observed, now: Date): NextStep {
  const isCapacity = /capacity/i.test(observed.reason ?? '');
  if (isCapacity) return changing(moves.failed(record, now, 'capacity', { patch: { leaseEndsAt: undefined } }));
  return changing(moves.failed(record, now, 'ended-outside', { detail: observed.reason, patch: noLease }));
}

/** EC2 has given a reason, which it had not given before, why the machine has not started yet. */
function isHeldUpAnew(record: InstanceRecord, observed: Observed): observed is Observed & { reason: string } {
  const { power, reason } = observed;
  return power === 'pending' && reason !== undefined && reason !== record.waitingFor;
}

function refreshed(record: InstanceRecord, observed: Observed, now: Date): NextStep | undefined {
  const isNew = observed.power === 'running' && observed.address !== undefined && observed.address !== record.address;
  return isNew ? changing(revise(record, now, { patch: { address: observed.address } })) : undefined;
}

function booked(record: InstanceRecord, now: Date): NextStep | undefined {
  const isDue = record.billedSince !== undefined && now.getTime() - Date.parse(record.billedSince) >= bookingMs;
  return isDue ? changing(revise(record, now)) : undefined;
}

function isLate(record: InstanceRecord, now: Date): boolean {
  return record.deadlineAt !== undefined && now.getTime() >= Date.parse(record.deadlineAt);
}

function hasLeaseEnded(record: InstanceRecord, now: Date): boolean {
  return record.leaseEndsAt !== undefined && now.getTime() >= Date.parse(record.leaseEndsAt);
}

function isOn({ power }: Observed): boolean {
  return power === 'pending' || power === 'running';
}

function isGone(record: InstanceRecord, { power }: Observed, now: Date): boolean {
  if (power === 'terminated') return true;
  return power === 'absent' && now.getTime() - Date.parse(record.lastLaunchAt ?? record.createdAt) > consistencyMs;
}

function isOff(record: InstanceRecord, observed: Observed, now: Date): boolean {
  return ['shutting-down', 'stopping', 'stopped'].includes(observed.power) || isGone(record, observed, now);
}
