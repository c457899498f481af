import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import { isActive } from '@cloudapp/data/usage-digest';
import type { TimedUsage } from '@cloudapp/data/usage-item';
import type { Actor } from './actor.ts';
import { revise, type Change } from './change.ts';
import { activityOf, auditOf } from './entries.ts';
import { stopByHours } from './hours.ts';
import { later } from './limits.ts';
import { describeRun, quietRun, type QuietRun } from './usage-run.ts';

const minuteMs = 60_000;
/** So long before it stops it is told. */
export const noticeMs = 15 * minuteMs;
/** An end that moves by less is the same one. */
const sameMs = minuteMs;

type Ready = InstanceIn<'ready'>;

/**
 * What a machine that has just said what it does needs for being idle: its owner is warned, the warning is taken back, or its time is
 * over. Nothing of it happens while the machine says nothing.
 * @param samples what it did in the last day, oldest first
 * @param idleMinutes after how long machines that are idle stop; undefined where they do not
 */
export function idleChange(
  record: Ready,
  samples: readonly TimedUsage[],
  idleMinutes: number | undefined,
  now: Date,
): Change<Ready> | undefined {
  const run = quietRun(samples, now);
  const end = run && idleMinutes !== undefined ? endOf(record, run, idleMinutes) : undefined;
  if (record.idle !== undefined) {
    const warnedAt = Date.parse(record.idle.warnedAt);
    const isUsed = samples.some((sample) => sample.at > warnedAt && isActive(sample));
    return afterWarning(record, record.idle, { run, end, isUsed }, now);
  }
  if (run === undefined || end === undefined || now.getTime() < end - noticeMs) return undefined;
  const stopsAt = Math.max(end, now.getTime() + noticeMs);
  return endsBefore(record, stopsAt) ? undefined : warned(record, run, stopsAt, now);
}

/** When it is to stop, in milliseconds since 1970: not before the end of the time for which somebody wanted it kept. */
function endOf({ keptUntil }: Ready, { since }: QuietRun, idleMinutes: number): number {
  return Math.max(since + idleMinutes * minuteMs, keptUntil === undefined ? 0 : Date.parse(keptUntil));
}

/** Whether its hours or its lease stop it by then: of those they warn. */
function endsBefore(record: Ready, at: number): boolean {
  return (stopByHours(record)?.at ?? Date.parse(record.leaseEndsAt)) <= at;
}

function warned(record: Ready, run: QuietRun, stopsAt: number, now: Date): Change<Ready> {
  const idle = {
    since: new Date(run.since).toISOString(),
    warnedAt: now.toISOString(),
    stopsAt: new Date(stopsAt).toISOString(),
    evidence: describeRun(run, now),
  };
  return revise<Ready>(
    record,
    now,
    { idle },
    {
      activity: activityOf(
        `It is idle and stops in ${Math.round((stopsAt - now.getTime()) / minuteMs)} min. ${idle.evidence}`,
      ),
      audit: {
        ...auditOf(record, 'machine-stop-warned', undefined, `It is idle. ${idle.evidence}`),
        happensAt: idle.stopsAt,
      },
    },
  );
}

interface Known {
  readonly run: QuietRun | undefined;
  readonly end: number | undefined;
  /** Since the warning. */
  readonly isUsed: boolean;
}

const usedAgain = 'It is used again, and does not stop for being idle';
const unknown = 'It did not say all that it did, and does not stop for being idle';

function afterWarning(record: Ready, idle: NonNullable<Ready['idle']>, { run, end, isUsed }: Known, now: Date) {
  if (end === undefined && run !== undefined) return takenBack(record, now, 'No rule stops it for being idle any more');
  if (run === undefined || end === undefined || run.since > Date.parse(idle.warnedAt)) {
    return takenBack(record, now, isUsed ? usedAgain : unknown);
  }
  const stopsAt = Date.parse(idle.stopsAt);
  if (end > stopsAt + sameMs) return takenBack(record, now, 'It may be idle for longer');
  if (now.getTime() < stopsAt || idle.evidenceAtEnd !== undefined) return undefined;
  return revise<Ready>(record, now, { idle: { ...idle, evidenceAtEnd: describeRun(run, now) } });
}

function takenBack(record: Ready, now: Date, text: string): Change<Ready> {
  return revise<Ready>(record, now, { idle: undefined }, { activity: activityOf(text) });
}

/** Whether its time is over: whoever looks next stops it. */
export function isToStop(record: InstanceRecord): boolean {
  return record.state === 'ready' && record.idle?.evidenceAtEnd !== undefined;
}

/** What people on a machine are told of it, in one line. */
export function messageOf({ stopsAt, evidence }: NonNullable<Ready['idle']>): string {
  const time = `${stopsAt.slice(0, 16).replace('T', ' ')} UTC`;
  return `CloudApp stops this machine at ${time}, since it is idle. ${evidence}. Use it, or keep it: cloudapp-keep 3h`;
}

/** Why a machine is to stop for being idle; undefined while it is not. */
export function reasonOfIdle({ idle }: Ready): string | undefined {
  return idle?.evidenceAtEnd;
}

/**
 * Being idle does not stop a machine before then; nothing else is moved.
 * @param by who says so; undefined for somebody on the machine itself
 * @returns nothing where it is kept for as long already
 */
export function keptRunning(record: Ready, now: Date, minutes: number, by?: Actor): Change<Ready> | undefined {
  const keptUntil = later(now, minutes * minuteMs);
  const isKept = record.keptUntil !== undefined && Date.parse(keptUntil) - Date.parse(record.keptUntil) < sameMs;
  if (isKept && record.idle === undefined) return undefined;
  const longer = minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
  const text = `Not stopped for being idle for ${longer}${by ? '' : ', by cloudapp-keep on the machine'}`;
  return revise<Ready>(
    record,
    now,
    { idle: undefined, keptUntil: isKept ? record.keptUntil : keptUntil },
    { activity: activityOf(text, by), audit: auditOf(record, 'machine-kept', by, text) },
  );
}

/** What being idle will do to a machine, as long as it still says so. */
export function idleAhead(record: InstanceRecord, now: Date): Ready['idle'] {
  if (record.state !== 'ready' || record.idle === undefined) return undefined;
  return now.getTime() < Date.parse(record.idle.stopsAt) + noticeMs ? record.idle : undefined;
}
