import type { AuditAction } from '@cloudapp/contracts/audit';
import type { FailureCode } from '@cloudapp/contracts/instance';
import type { NewAuditEvent } from '@cloudapp/data/audit-repository';
import { counter } from '@cloudapp/data/counters';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Observed } from '../ports.ts';
import { moveTo, revise, type Change } from './change.ts';
import { failureOf } from './failures.ts';
import { lessonOf } from './lessons.ts';

/** Who wants something done, and from where. */
export interface Requester {
  readonly id: string;
  readonly name: string;
  readonly address?: string | undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long each state may last. */
export const limits = {
  /** Asking EC2 for the machine, throttling and faults included. */
  launchMs: 10 * minuteMs,
  /** From EC2's answer to the machine's first report. */
  firstReportMs: 10 * minuteMs,
  /** From the check's success to an answer at the login port. */
  reachableMs: 5 * minuteMs,
  stopMs: 10 * minuteMs,
  startMs: 10 * minuteMs,
} as const;

const later = (now: Date, ms: number) => new Date(now.getTime() + ms).toISOString();

/** An audit event about a machine; without a requester CloudApp itself acted. */
export function auditOf(
  record: InstanceRecord,
  action: AuditAction,
  requester?: Requester,
  detail?: string,
): NewAuditEvent {
  return {
    action,
    subject: { kind: 'machine', id: record.instanceId, name: record.name },
    ...(requester && { actor: { id: requester.id, name: requester.name } }),
    ...(requester?.address !== undefined && { address: requester.address }),
    ...(detail !== undefined && { detail }),
  };
}

function told(text: string, requester?: Requester) {
  return requester ? { text, actor: { id: requester.id, name: requester.name } } : { text };
}

/** EC2 is about to be asked. Noted first, so that a machine that is ended meanwhile knows that one may come. */
export function noteLaunch(record: InstanceRecord, now: Date): Change {
  const patch = { launchAttempts: record.launchAttempts + 1, lastLaunchAt: now.toISOString() };
  return revise(record, now, { patch });
}

export function launched(record: InstanceRecord, now: Date, ec2: { ec2InstanceId: string } & Observed): Change {
  const patch = { ec2InstanceId: ec2.ec2InstanceId, address: ec2.address };
  if (record.state !== 'requested') return revise(record, now, { patch, isBilled: true, dropsIntent: true });
  return moveTo(record, 'launching', now, {
    patch: {
      ...patch,
      deadlineAt: later(now, limits.firstReportMs),
      leaseEndsAt: later(now, record.durationHours * hourMs),
    },
    isBilled: true,
    dropsIntent: true,
    event: told(`AWS took the launch; waiting for the machine to start`),
  });
}

/** EC2 says what keeps the machine from starting: as long as it says so, the machine is given its time anew. */
export function waiting(record: InstanceRecord, now: Date, waitingFor: string): Change {
  return revise(record, now, { patch: { waitingFor, deadlineAt: later(now, limits.firstReportMs) } });
}

export function installing(record: InstanceRecord, now: Date, patch: Partial<InstanceRecord> = {}): Change {
  return moveTo(record, 'installing', now, {
    patch: { deadlineAt: later(now, record.installLimitSeconds * 1000), ...patch },
    event: told('The machine started and begins to install'),
  });
}

export function ready(record: InstanceRecord, now: Date): Change {
  if (record.readyAt !== undefined) {
    return moveTo(record, 'ready', now, { event: told('Ready again'), patch: { failure: undefined } });
  }
  const seconds = Math.max(0, (now.getTime() - Date.parse(record.createdAt)) / 1000);
  const blueprintId = record.blueprint.id;
  return moveTo(record, 'ready', now, {
    patch: { readyAt: now.toISOString() },
    event: told(`Ready after ${Math.round(seconds)} s`),
    audit: auditOf(record, 'machine-ready'),
    counters: { [counter.ready(blueprintId)]: 1, [counter.secondsToReady(blueprintId, seconds)]: 1 },
    learnt: lessonOf(record, seconds),
  });
}

export function failed(
  record: InstanceRecord,
  now: Date,
  code: FailureCode,
  more: { detail?: string | undefined; stepId?: string | undefined; patch?: Partial<InstanceRecord> } = {},
): Change {
  const failure = failureOf(record, code, more);
  const isGone = code === 'ended-outside';
  return moveTo(record, 'failed', now, {
    patch: { ...more.patch, failure },
    ...(isGone && { isBilled: false }),
    dropsIntent: true,
    event: told(failure.message),
    audit: auditOf(record, 'machine-failed', undefined, failure.message),
    ...(record.readyAt === undefined && { counters: { [counter.failed(record.blueprint.id)]: 1 } }),
  });
}

/** The name is the action's, not the state's: the machine stops, by its owner, its lease or somebody at AWS. */
export function stopping(record: InstanceRecord, now: Date, why: string, requester?: Requester): Change {
  return moveTo(record, 'stopping', now, {
    patch: { deadlineAt: later(now, limits.stopMs), leaseEndsAt: undefined },
    event: told(why, requester),
    audit: auditOf(record, 'machine-stopped', requester, requester ? undefined : why),
  });
}

export function stopped(record: InstanceRecord, now: Date): Change {
  const isOutside = record.state !== 'stopping';
  const text = isOutside ? 'Stopped outside CloudApp' : 'Stopped';
  return moveTo(record, 'stopped', now, {
    patch: { leaseEndsAt: undefined, address: undefined },
    isBilled: false,
    event: told(text),
    ...(isOutside && { audit: auditOf(record, 'machine-stopped', undefined, text) }),
  });
}

export function starting(record: InstanceRecord, now: Date, requester?: Requester): Change {
  return moveTo(record, 'starting', now, {
    patch: {
      deadlineAt: later(now, limits.startMs),
      leaseEndsAt: later(now, record.durationHours * hourMs),
      bootBefore: record.position.boot,
    },
    isBilled: true,
    event: told(requester ? 'Starting' : 'Started outside CloudApp', requester),
    audit: auditOf(record, 'machine-started', requester, requester ? undefined : 'Started outside CloudApp'),
  });
}

export function rebooting(record: InstanceRecord, now: Date, requester: Requester): Change {
  return moveTo(record, 'rebooting', now, {
    patch: { deadlineAt: later(now, limits.startMs), bootBefore: record.position.boot, isRebootSent: false },
    event: told('Rebooting', requester),
    audit: auditOf(record, 'machine-rebooted', requester),
  });
}

export function terminating(record: InstanceRecord, now: Date, requester?: Requester, givesPlace = false): Change {
  const text = requester ? 'Ending the machine' : 'Ended outside CloudApp';
  return moveTo(record, 'terminating', now, {
    patch: {
      leaseEndsAt: undefined,
      ...(givesPlace && { holdsQuota: false }),
      ...(!requester && { failure: failureOf(record, 'ended-outside') }),
    },
    event: told(text, requester),
    audit: auditOf(record, 'machine-terminated', requester, requester ? undefined : text),
  });
}

export function terminated(record: InstanceRecord, now: Date): Change {
  const isOutside = record.state !== 'terminating';
  return moveTo(record, 'terminated', now, {
    patch: {
      address: undefined,
      ...(isOutside && record.failure === undefined && { failure: failureOf(record, 'ended-outside') }),
    },
    event: told(isOutside ? 'Ended outside CloudApp' : 'Ended; the disk is deleted'),
    ...(isOutside && { audit: auditOf(record, 'machine-terminated', undefined, 'Ended outside CloudApp') }),
  });
}

export function extended(record: InstanceRecord, now: Date, hours: number, requester: Requester): Change {
  const isRunning = record.state !== 'stopped';
  const detail = isRunning ? `Runs ${hours} h from now` : `Will run ${hours} h from its next start`;
  return revise(record, now, {
    patch: { durationHours: hours, ...(isRunning && { leaseEndsAt: later(now, hours * hourMs) }) },
    event: told(detail, requester),
    audit: auditOf(record, 'machine-extended', requester, detail),
  });
}
