import { allows } from '@cloudapp/contracts/instance-state';
import { longerHours, type AnswerKind } from '@cloudapp/contracts/answer-link';
import type { MailAnswer } from '@cloudapp/data/answer-item';
import type { NewAuditEvent } from '@cloudapp/data/audit-item';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import type { Actor } from './actor.ts';
import { revise, type Change } from './change.ts';
import { kept } from './deletion.ts';
import { activityOf, auditOf } from './entries.ts';
import { stopByHours } from './hours.ts';
import { warnedAlready } from './lease-warnings.ts';
import { passing } from './facts.ts';
import { keptRunning } from './idle.ts';
import { powered } from './power-moves.ts';

/** Of what the owner of a machine was warned. */
export interface Warning {
  readonly warnedAt: string;
  readonly happensAt: string;
}

/** Who answers to what, and how long they may let the machine run from now on, in hours. */
export interface Answerer {
  readonly happensAt: string;
  readonly actor: Actor;
  readonly longestHours: number;
}

/** Which end of a machine each answer is about. */
const about = { 'run-longer': 'stop', stop: 'stop', keep: 'deletion' } as const satisfies Record<AnswerKind, string>;

const hourMs = 3_600_000;
/** Less than this is no more time. */
const leastMs = 60_000;

/**
 * Whether a machine is still about to be stopped, or deleted, as its owner was warned: at that moment, and not after it was stopped,
 * started or kept since.
 */
export function isStillAhead(
  record: InstanceRecord,
  answer: AnswerKind,
  { warnedAt, happensAt }: Warning,
  now: Date,
): boolean {
  const ends = about[answer] === 'stop' ? endsOfRun(record) : endsOfRest(record);
  return ends.some(({ at, since }) => at === Date.parse(happensAt) && at > now.getTime() && since <= warnedAt);
}

/** An end in milliseconds since 1970, and since when the machine has been on its way to it. */
interface End {
  readonly at: number;
  readonly since: string;
}

/** By its hours or its lease, and by being idle. */
function endsOfRun(record: InstanceRecord): End[] {
  if (record.state !== 'ready') return [];
  const idle = record.idle === undefined ? [] : [Date.parse(record.idle.stopsAt)];
  return [stopsAt(record), ...idle].map((at) => ({ at, since: record.runsSince ?? record.createdAt }));
}

function endsOfRest(record: InstanceRecord): End[] {
  const { deletion } = passing(record);
  if (!allows(record, 'keep') || deletion === undefined) return [];
  return [{ at: Date.parse(deletion.at), since: record.stateChangedAt }];
}

function stopsAt(record: InstanceIn<'ready'>): number {
  return stopByHours(record)?.at ?? Date.parse(record.leaseEndsAt);
}

/**
 * What an answer changes; to be asked only of what is still ahead.
 * @returns nothing where its owner may not let it run any longer
 */
export function answered(record: InstanceRecord, answer: AnswerKind, now: Date, by: Answerer): Change | undefined {
  const change = answers[answer](record, now, by);
  return change && toldOf(change, record, answer, by.actor);
}

type Moves = Readonly<Record<AnswerKind, (record: InstanceRecord, now: Date, by: Answerer) => Change | undefined>>;

const answers: Moves = {
  'run-longer': (record, now, by) => (record.state === 'ready' ? runsLonger(record, now, by) : undefined),
  stop: (record, now, { actor }) => powered('stop', record, now, actor),
  keep: (record, now, { actor }) => (allows(record, 'keep') ? kept(record, now, actor) : undefined),
};

/** It runs on beyond the end that was told of, as long as its owner may have it run from now on; of being idle no other end is moved. */
function runsLonger(record: InstanceIn<'ready'>, now: Date, by: Answerer): Change | undefined {
  const { actor, longestHours, happensAt } = by;
  if (record.idle?.stopsAt === happensAt) return keptRunning(record, now, longerHours * 60, actor);
  const end = stopsAt(record);
  const wanted = end + longerHours * hourMs;
  const until = Math.min(wanted, now.getTime() + longestHours * hourMs);
  if (until - end < leastMs) return undefined;
  const leaseEndsAt = new Date(until).toISOString();
  const text = until === wanted ? `Runs ${longerHours} h longer` : 'Runs longer, for as long as is allowed';
  return revise<InstanceIn<'ready'>>(
    record,
    now,
    { leaseEndsAt, extendedAt: now.toISOString(), leaseWarning: warnedAlready(leaseEndsAt, now) },
    { activity: activityOf(text, actor), audit: auditOf(record, 'machine-extended', actor, text) },
  );
}

const names: Readonly<Record<AnswerKind, string>> = {
  'run-longer': `Keep ${longerHours} h`,
  stop: 'Stop now',
  keep: 'Keep it',
};

function toldOf(change: Change, record: InstanceRecord, answer: AnswerKind, actor: Actor): Change {
  const told = (text?: string) =>
    text === undefined ? 'By an answer to an e-mail' : `${text}, by an answer to an e-mail`;
  return {
    ...change,
    activity: change.activity.map((entry) => ({ ...entry, text: told(entry.text) })),
    audit: [
      ...change.audit.map((entry) => ({ ...entry, detail: told(entry.detail) })),
      auditOf(record, 'mail-answer-used', actor, names[answer]),
    ],
  };
}

/** Somebody opened a link whose answer does not hold any more; who that was is not known, besides where they are. */
export function answerRefused({ kind, instanceId, machineName }: MailAnswer, address: string): NewAuditEvent {
  const subject = { kind: 'machine', id: instanceId, name: machineName } as const;
  return { action: 'mail-answer-refused', subject, address, detail: names[kind] };
}

/**
 * When a machine that an answer has changed stops, or is deleted; of one that was idle, until when that does not stop it. Undefined of
 * one that stops now, or is kept for ever.
 */
export function untilOf(record: InstanceRecord, { happensAt }: Pick<Warning, 'happensAt'>): string | undefined {
  if (record.state !== 'ready') return passing(record).deletion?.at;
  const { keptUntil } = record;
  const isKept = keptUntil !== undefined && keptUntil > happensAt;
  return new Date(Math.min(stopsAt(record), isKept ? Date.parse(keptUntil) : Infinity)).toISOString();
}
