import { leadMs, warningKey, type Lead, type Machine } from './machine.ts';

/** Since when somebody's machines are to stop, since the account was disabled; undefined where they are not. */
export type StopOrder = number | undefined;

export interface Stop {
  readonly at: number;
  readonly rule: 'security' | 'hours' | 'lease';
}

const minuteMs = 60_000;

/** What stops a machine that runs, if nothing is done about it. */
export function nextStop(machine: Machine, order: StopOrder): Stop | undefined {
  const { startedByAdministratorAt = 0, readySince } = machine;
  if (order !== undefined && startedByAdministratorAt <= order)
    return { at: Math.max(order, readySince), rule: 'security' };
  return plannedStop(machine);
}

/** The same, as if the account of its owner were not disabled. */
export function plannedStop(machine: Machine): Stop | undefined {
  const { lease } = machine;
  if (lease === undefined) return undefined;
  const byHours = endOfHours(machine, lease.endsAt);
  return byHours === undefined ? { at: lease.endsAt, rule: 'lease' } : { at: byHours, rule: 'hours' };
}

/** The first end of a window that it has not been kept over, nor was started a quarter of an hour before, within its lease. */
function endOfHours({ hours, runsSince, extendedAt = 0 }: Machine, leaseEndsAt: number): number | undefined {
  if (hours === undefined) return undefined;
  const since = Math.max(runsSince, hours.hours.setAt);
  for (const { begin, end } of hours.around(since)) {
    if (end <= since || end - leadMs.quarter < runsSince) continue;
    if (end > leaseEndsAt) return undefined;
    const isKeptOver = extendedAt >= Math.max(begin, runsSince) && leaseEndsAt > end;
    if (!isKeptOver) return end;
  }
  return undefined;
}

export interface Start {
  readonly at: number;
  readonly readyAt: number;
  readonly endsAt: number;
}

const usualLeadMs = 3 * minuteMs;
const remembered = 5;

/** How long before a window a machine is started. */
export function startLeadMs({ startsTook }: Machine): number {
  if (startsTook.length === 0) return usualLeadMs;
  const slowestMs = Math.round(Math.max(...startsTook.slice(-remembered)) / 1000) * 1000;
  return Math.min(15 * minuteMs, Math.max(minuteMs, slowestMs + minuteMs));
}

/**
 * The window that starts a stopped machine next.
 * @param slackMs what is so near to a limit counts, or not where it is negative
 */
export function nextStart(machine: Machine, now: number, slackMs = 0): Start | undefined {
  const { hours, stoppedSince, leftOut } = machine;
  if (hours === undefined) return undefined;
  const settled = Math.max(hours.hours.setAt, leftOut);
  for (const { start, end } of hours.around(now)) {
    if (start === undefined || end - start < leadMs.quarter) continue;
    const at = start - startLeadMs(machine);
    if (at <= stoppedSince - slackMs || start <= settled - slackMs) continue;
    if (now < end - leadMs.quarter + slackMs) return { at, readyAt: start, endsAt: end };
  }
  return undefined;
}

export interface Warning {
  readonly lead: Lead;
  /** When it is to be told. */
  readonly at: number;
  /** Of what it warns. */
  readonly endsAt: number;
}

/** Less than this is no time in which anybody is warned. */
const hardlyMs = 30_000;

/** The warnings of a stop that have to be told by an instant: of those that are late, the last. */
export function warningDue(machine: Machine, stop: Stop, now: number): Warning | undefined {
  const known = Math.max(machine.readySince, machine.changedAt);
  const due = leadsOf(machine, stop)
    .map((lead) => ({ lead, at: Math.max(stop.at - leadMs[lead], known), endsAt: stop.at }))
    .filter(({ at }) => at <= now && at < stop.at)
    .at(-1);
  return due !== undefined && !machine.warnings.has(warningKey(due.lead, due.endsAt)) ? due : undefined;
}

function leadsOf({ lease }: Machine, { rule }: Stop): Lead[] {
  if (rule === 'security') return [];
  if (rule === 'hours') return ['quarter'];
  const given = lease === undefined ? 0 : lease.endsAt - lease.setAt;
  return (['day', 'hour'] as const).filter((lead) => given > leadMs[lead] + hardlyMs);
}

/** Which warning of a stop one is that is told at an instant; undefined where it is none. */
export function leadOf(stop: Stop, now: number): Lead | undefined {
  const left = stop.at - now;
  if (left <= 0) return undefined;
  if (stop.rule === 'hours') return left <= leadMs.quarter ? 'quarter' : undefined;
  if (left > leadMs.day) return undefined;
  return left > leadMs.hour ? 'day' : 'hour';
}
