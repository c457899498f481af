import { monthAfter, monthOf, startOfMonth } from '@cloudapp/contracts/months';
import type { RehearsedRule } from '@cloudapp/contracts/rehearsal-sum';
import type { InstanceIn } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { slotMs, slotUse } from '@cloudapp/data/usage-digest';
import { stepOfBudget } from './budget-stop.ts';
import { startByHours, stopByHours } from './hours.ts';
import { idleChange, isToStop, noticeMs } from './idle.ts';
import {
  readyAs,
  samplesOf,
  stoppedAs,
  stretchesOf,
  type PastMachine,
  type Period,
  type Stretch,
} from './past-machine.ts';
import { stopReason } from './stop-reason.ts';

const minuteMs = 60_000;
/** As good as never, for a lease that ends no sooner than the machine stopped in truth. */
const longMs = 400 * 24 * 60 * minuteMs;

type Ready = InstanceIn<'ready'>;

/** What would have held for one machine. */
export interface ReplayedRules {
  readonly idleMinutes?: number | undefined;
  /** It would have been given no more time at once, in milliseconds. */
  readonly longestMs?: number | undefined;
  /** The hours that it would have had. */
  readonly hours?: StoredHours | undefined;
  /** Being idle stops what its hours have started, by this rule or by the one that holds already. */
  readonly idleInForce?: number | undefined;
  /** When the budget of its owner would have been spent, by month; in milliseconds since 1970. */
  readonly spentAt?: ReadonlyMap<string, number> | undefined;
}

export interface ReplayedStop {
  readonly rule: RehearsedRule;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Somebody typed or a job ran before and after it. */
  readonly isCutOff: boolean;
}

/** What would have become of one machine. */
export interface Replay {
  readonly stops: readonly ReplayedStop[];
  /** How often somebody would have had to start it, to use it as they did. */
  readonly startedAgain: number;
  /** Starts for which there was no budget. */
  readonly refused: number;
  readonly savedMs: number;
  /** For which its hours would have had it run while it was off. */
  readonly addedMs: number;
}

/**
 * What rules would have done to a machine in a period, as the functions decide that stop machines in truth. After a stop it is off until
 * it was used next, as somebody would have started it then: what goes on over a stop saves nothing. Where the budget was spent it is off
 * until the month ends.
 */
export function replay(machine: PastMachine, rules: ReplayedRules, period: Period): Replay {
  const scene = { machine, rules, period };
  const off = new Uint8Array(machine.slots.length);
  const runs = stretchesOf(machine.slots).map((run) => replayRun(scene, run, off));
  const saved = machine.slots.reduce((sum, use, slot) => (use > 0 && off[slot] === 1 ? sum + 1 : sum), 0);
  return {
    stops: runs.flatMap(({ stops }) => stops),
    startedAgain: runs.reduce((sum, run) => sum + run.startedAgain, 0),
    refused: runs.reduce((sum, run) => sum + run.refused, 0),
    savedMs: saved * slotMs,
    addedMs: addedByHours(scene, off),
  };
}

interface Scene {
  readonly machine: PastMachine;
  readonly rules: ReplayedRules;
  readonly period: Period;
}

/** @param off is marked where it would not have run */
function replayRun(scene: Scene, run: Stretch, off: Uint8Array) {
  const stops: ReplayedStop[] = [];
  let [startedAgain, refused, start] = [0, 0, run.from];
  while (start < run.to) {
    const spentUntil = endOfSpentMonth(scene, start);
    const stop = spentUntil === undefined ? nextStop(scene, start, run.to) : undefined;
    if (spentUntil === undefined && stop === undefined) break;
    if (stop) stops.push(stop);
    else refused += 1;
    const from = stop ? slotAfter(scene, stop.at) : start;
    start = nextUse(scene, spentUntil === undefined ? from : slotAfter(scene, spentUntil), run.to);
    off.fill(1, from, start);
    if (stop && start < run.to) startedAgain += 1;
  }
  return { stops, startedAgain, refused };
}

/** The end of the month, where its budget is spent already when the slot begins. */
function endOfSpentMonth(scene: Scene, slot: number): number | undefined {
  const at = timeOf(scene, slot);
  const month = monthOf(new Date(at));
  const spentAt = scene.rules.spentAt?.get(month);
  return spentAt !== undefined && spentAt <= at ? startOfMonth(monthAfter(month)) : undefined;
}

/** The first stop of a machine that runs since a slot; undefined where nothing stops it before it stopped in truth. */
function nextStop(scene: Scene, start: number, end: number): ReplayedStop | undefined {
  const { rules, machine } = scene;
  const since = timeOf(scene, start);
  const leaseEndsAt = since + (rules.longestMs ?? longMs);
  const plain = readyAs(machine.record, { since, leaseEndsAt, hours: rules.hours });
  const spentAt = firstSpent(scene, since);
  const record = spentAt === undefined ? plain : toldOfBudget(plain, spentAt);
  const fixed = earliest([leaseEndsAt, stopByHours(record)?.at, budgetEnd(record)]);
  const idle = idleStop(scene, record, { from: start, to: Math.min(end, slotAfter(scene, fixed)) });
  const { at, by } = idle === undefined ? { at: fixed, by: record } : { at: idle.at, by: idle.record };
  if (at >= timeOf(scene, end)) return undefined;
  const reason = stopReason(by, new Date(at), { isBudgetSpent: (spentAt ?? Infinity) <= at });
  return reason && { rule: reason.rule as RehearsedRule, at, isCutOff: isWorkOver(machine, slotAfter(scene, at)) };
}

function isWorkOver({ slots }: PastMachine, slot: number): boolean {
  return slots[slot - 1] === slotUse.work && slots[slot] === slotUse.work;
}

function budgetEnd({ budgetStop }: Ready): number | undefined {
  return budgetStop && Date.parse(budgetStop.at);
}

function earliest(moments: readonly (number | undefined)[]): number {
  return Math.min(...moments.filter((at) => at !== undefined));
}

function firstSpent({ rules }: Scene, since: number): number | undefined {
  return [...(rules.spentAt?.values() ?? [])].filter((at) => at > since).sort((a, b) => a - b)[0];
}

function toldOfBudget(record: Ready, spentAt: number): Ready {
  const told = stepOfBudget(record, new Date(spentAt), { isBudgetSpent: true });
  return { ...record, budgetStop: told?.next.budgetStop };
}

/** When being idle would have stopped it, if that was in some slots. */
function idleStop(scene: Scene, record: Ready, { from, to }: Stretch): { at: number; record: Ready } | undefined {
  const { idleMinutes } = scene.rules;
  if (idleMinutes === undefined) return undefined;
  let [current, quietFrom] = [record, from];
  for (let slot = from; slot < to; slot++) {
    if (scene.machine.slots[slot] !== slotUse.quiet) {
      [current, quietFrom] = [record, slot + 1];
      continue;
    }
    const now = timeOf(scene, slot + 1);
    // Sooner nothing of it is decided.
    if (now - timeOf(scene, quietFrom) < idleMinutes * minuteMs - noticeMs) continue;
    const samples = samplesOf(scene.machine.slots, { from: quietFrom, to: slot + 1 }, scene.period);
    current = idleChange(current, samples, idleMinutes, new Date(now))?.next ?? current;
    if (isToStop(current)) return { at: now, record: current };
  }
  return undefined;
}

/** The first slot in which a machine was used, from one on; the end where it was not. */
function nextUse({ machine }: Scene, from: number, end: number): number {
  const used = machine.slots.subarray(from, end).findIndex((use) => use >= slotUse.active);
  return used < 0 ? end : from + used;
}

/** For how long hours would have had a machine run which was off. */
function addedByHours(scene: Scene, off: Uint8Array): number {
  const { hours } = scene.rules;
  const { slots } = scene.machine;
  const first = slots.findIndex((use) => use > 0);
  if (hours === undefined || first < 0) return 0;
  const isOn = slots.map((use, slot) => (use > 0 && off[slot] === 0 ? slotUse.active : slotUse.unknown));
  const on = stretchesOf(isOn);
  const ends = [first, ...on.map(({ to }) => to)];
  const begins = [...on.map(({ from }) => timeOf(scene, from)), endOfLife(scene)];
  return ends.reduce((sum, end, index) => sum + addedWhileOff(scene, hours, timeOf(scene, end), begins[index] ?? 0), 0);
}

function addedWhileOff({ machine, rules }: Scene, hours: StoredHours, offFrom: number, offUntil: number): number {
  const longestMs = rules.idleInForce === undefined ? Infinity : rules.idleInForce * minuteMs;
  let [since, added] = [offFrom, 0];
  while (since < offUntil) {
    const start = startByHours(stoppedAs(machine.record, since, hours), new Date(since));
    if (start === undefined || start.readyAt >= offUntil) break;
    const end = Math.min(start.endsAt, offUntil, start.readyAt + longestMs);
    added += end - start.readyAt;
    since = end;
  }
  return added;
}

function endOfLife({ machine, period }: Scene): number {
  const { state, stateChangedAt } = machine.record;
  const isEnded = state === 'terminated' || state === 'terminating';
  return isEnded ? Math.min(period.until, Date.parse(stateChangedAt)) : period.until;
}

function timeOf({ period }: Scene, slot: number): number {
  return period.from + slot * slotMs;
}

/** The first slot that begins at a moment or after it. */
function slotAfter({ period }: Scene, at: number): number {
  return Math.ceil((at - period.from) / slotMs);
}
