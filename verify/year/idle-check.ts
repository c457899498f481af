import type { Ask } from './asks.ts';
import type { Evidence } from './evidence.ts';
import { leadMs, type Machine, type Said } from './machine.ts';
import type { Entry } from './mail-book.ts';
import { lateMs } from './troubles.ts';
import { plannedStop } from './what-must-come.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Samples belong to minutes, and clocks differ by a little. */
const slackMs = 90_000;
/** A process that looks wrongly at its clock, while things go wrong, does so by less than this. */
const wrongClockMs = 6 * minuteMs;
/** What a machine does not say for longer than this is not known. */
const gapMs = 4 * minuteMs;
const dayMs = 24 * hourMs;

const text = (at: number) => new Date(at).toISOString().slice(0, 19);

interface OfIdle {
  readonly witness: Evidence;
  readonly machine: Machine;
  readonly now: number;
}

/** A machine says something of itself from now on known. */
export function said(machine: Machine, sample: Said): void {
  machine.said.push(sample);
  if (machine.said.length > 2 * (dayMs / minuteMs)) machine.said.splice(0, dayMs / minuteMs);
}

/** Since when every minute is known to be quiet; undefined where the last ones are not. @param slack by how much gaps may be longer */
function quietSince({ said: samples }: Machine, at: number, slack: number): number | undefined {
  const known = samples.filter((one) => one.at <= at && one.at > at - dayMs);
  let since: number | undefined;
  let next = at;
  for (const one of known.reverse()) {
    if (next - one.at > gapMs + slack || one.isUsed) break;
    since = one.at;
    next = one.at;
  }
  return since;
}

/** What was said was heard: from then on the machine is known to be idle, if it is. */
export function heard(of: OfIdle): void {
  const { machine, now, witness } = of;
  const { idleMinutes } = witness.rules;
  machine.idleDue = undefined;
  if (machine.state !== 'ready' || idleMinutes === undefined || !isSure(of)) return;
  const since = quietSince(machine, now, 0);
  const end = since === undefined ? undefined : Math.max(since + idleMinutes * minuteMs, machine.keptUntil);
  if (machine.idleStopsAt !== undefined) heardOfTold(of, machine.idleStopsAt, { since, end });
  else if (end !== undefined && now > end - leadMs.quarter + slackMs && !isEndedBefore(of, end))
    witness.find(`${machine.id} is idle, to stop at ${text(end)}, and was not told of it`, now);
}

interface Quiet {
  readonly since: number | undefined;
  /** When it is to stop for that. */
  readonly end: number | undefined;
}

function heardOfTold(of: OfIdle, stopsAt: number, { since, end }: Quiet): void {
  const { machine, now, witness } = of;
  const { idleToldAt = now } = machine;
  const isUsed = since === undefined ? machine.said.at(-1)?.isUsed === true : since > idleToldAt + slackMs;
  if (isUsed) witness.find(`${machine.id} is used, and is still to stop for being idle at ${text(stopsAt)}`, now);
  else if (end !== undefined && now > Math.max(end, stopsAt) + slackMs && !isEndedBefore(of, end))
    machine.idleDue = now;
}

/** Whether nothing of late could have kept the product from knowing what is known here. */
function isSure({ witness, machine, now }: OfIdle): boolean {
  const { idleMinutes = 0 } = witness.rules;
  const steadySince = Math.max(witness.rulesSince + minuteMs, machine.readySince, machine.keptAt + minuteMs);
  const owner = witness.ownerOf(machine);
  const isCalm = witness.troubles.isCalm(now - (idleMinutes + 10) * minuteMs, now);
  return isCalm && now > steadySince + slackMs && owner.order === undefined;
}

/** Whether its hours or its lease stop it before it could be stopped for being idle: of those they warn. */
function isEndedBefore({ machine, now }: OfIdle, end: number): boolean {
  const stop = plannedStop(machine);
  return stop !== undefined && stop.at <= Math.max(end, now + leadMs.quarter) + slackMs;
}

/** What should have been stopped for being idle by an instant, and runs on. */
export function overdueIdle({ witness, machine, now }: OfIdle): string[] {
  const { idleDue } = machine;
  if (machine.state !== 'ready' || idleDue === undefined) return [];
  return now > witness.troubles.latest(idleDue, lateMs) ? [`runs on, and was to be stopped for being idle`] : [];
}

type Find = (what: string) => void;

/** It is told that a machine will stop for being idle. */
export function idleWarned(of: OfIdle, { happensAt }: Entry, find: Find): void {
  const { machine, now, witness } = of;
  machine.idleToldAt = now;
  const { idleMinutes } = witness.rules;
  const isNewRule = now < witness.rulesSince + minuteMs;
  if (idleMinutes === undefined) {
    if (!isNewRule) find('is told that it is idle, and no rule stops it for that');
    return;
  }
  const slack = slackOf(of, idleMinutes);
  if (happensAt < now + leadMs.quarter - slack) find('is told that it is idle less than a quarter of an hour ahead');
  if (happensAt < machine.keptUntil - slack) find(`is to stop for being idle at ${text(happensAt)}, and is kept`);
  const since = quietSince(machine, now, slack) ?? now;
  if (!isNewRule && since + idleMinutes * minuteMs > happensAt + slack)
    find(`is to stop for being idle at ${text(happensAt)}, and is quiet since ${text(since)} only`);
}

/** A machine was stopped for being idle. */
export function stoppedForIdle(of: OfIdle, find: Find): void {
  const { machine, now, witness } = of;
  const { idleMinutes } = witness.rules;
  const isNewRule = now < witness.rulesSince + 2 * minuteMs;
  if (idleMinutes === undefined) {
    if (!isNewRule) find('was stopped for being idle, and no rule does that');
    return;
  }
  const slack = slackOf(of, idleMinutes);
  if (now < machine.keptUntil - slack)
    find(`was stopped for being idle, and was kept until ${text(machine.keptUntil)}`);
  const since = quietSince(machine, now, slack) ?? now;
  const { idleToldAt = -Infinity } = machine;
  if (idleToldAt < since || now < idleToldAt + leadMs.quarter - slack)
    find('was stopped for being idle and not told a quarter of an hour before');
  if (!isNewRule && now < since + idleMinutes * minuteMs - slack)
    find(`was stopped for being idle, and was quiet since ${text(since)} only`);
}

function slackOf({ witness, now }: OfIdle, idleMinutes: number): number {
  return witness.troubles.isCalm(now - (idleMinutes + 10) * minuteMs, now) ? slackMs : wrongClockMs;
}

const answeredHours = 8;

/** Somebody keeps a machine from being stopped for being idle. */
export function keptFromIdle({ machine, now }: OfIdle, ask: Ask | undefined, find: Find): void {
  const minutes = minutesOf(machine, ask);
  if (minutes === undefined) {
    find('is kept from stopping for being idle, and nobody asked for it');
    return;
  }
  const until = now + minutes * minuteMs;
  machine.keptUntil = Math.abs(until - machine.keptUntil) < minuteMs ? machine.keptUntil : until;
  machine.keptAt = now;
  machine.idleToldAt = undefined;
}

function minutesOf({ keepsItself }: Machine, ask: Ask | undefined): number | undefined {
  if (ask === undefined) return keepsItself;
  if (ask.what === 'keep-running') return ask.hours * 60;
  return ask.what === 'answer' ? answeredHours * 60 : undefined;
}
