import { longestHoursFor, type LongestHours } from '@cloudapp/contracts/longest-hours';
import {
  addSums,
  emptySum,
  mostMet,
  rehearsedRules,
  type MetMachine,
  type RehearsalSum,
  type RehearsedRule,
  type RuleSum,
} from '@cloudapp/contracts/rehearsal-sum';
import type { UsualHours } from '@cloudapp/contracts/weekly-hours';
import type { StoredBudgets } from '@cloudapp/data/setting-item';
import { slotMs } from '@cloudapp/data/usage-digest';
import { limitOf } from './budget.ts';
import { spentInstants, type SpentByMonth } from './budget-past.ts';
import { hoursFromStart, type LookedUp } from './hours-moves.ts';
import { runningMore, type PastMachine, type Period } from './past-machine.ts';
import { replay, type Replay, type ReplayedRules } from './replay.ts';
import { isKnownZone } from './wall-time.ts';

const hourMs = 3_600_000;

/** Rules as they hold, or as they are to hold. */
export interface RulesToRehearse extends LongestHours {
  readonly idleMinutes?: number | undefined;
  readonly usualHours?: UsualHours | undefined;
}

/** What is to be tried: only what becomes stricter is replayed, for the rest has acted already. */
export interface Proposal {
  readonly rules?: { readonly before: RulesToRehearse; readonly after: RulesToRehearse } | undefined;
  readonly budgets?: { readonly before: StoredBudgets; readonly after: StoredBudgets } | undefined;
  /** The public holidays that the proposed hours name. */
  readonly holidays?: LookedUp | undefined;
}

/** What is known of somebody and their machines. */
export interface PastPerson {
  readonly userId: string;
  /** As it is now. */
  readonly name: string;
  readonly role: 'user' | 'admin';
  readonly timeZone?: string | undefined;
  readonly spent: SpentByMonth;
  readonly machines: readonly PastMachine[];
  /** Machines that were not read, since there are so many. */
  readonly leftOut: number;
}

/** What rules would have done to the machines of a person. */
export function rehearse(person: PastPerson, proposal: Proposal, period: Period): RehearsalSum {
  const spentAt = spentBy(person, proposal, period);
  const looked = person.machines.map((machine) => {
    const done = replay(machine, rulesFor(machine, person, proposal, { period, spentAt }), period);
    return { machine, done, sum: sumOf(machine, done, person, period) };
  });
  const sum = looked.reduce((all, one) => addSums(all, one.sum), emptySum);
  const isMet = looked.some(({ done }) => metBy(done).length > 0);
  return {
    ...sum,
    rules: byRule(looked.map(({ done }) => done)),
    people: { looked: 1, met: isMet ? 1 : 0 },
    machines: { ...sum.machines, leftOut: person.leftOut },
  };
}

function spentBy({ userId, machines, spent }: PastPerson, { budgets }: Proposal, period: Period) {
  if (budgets === undefined) return undefined;
  const limit = limitOf(budgets.after, userId);
  const isStricter = limit !== undefined && limit < (limitOf(budgets.before, userId) ?? Infinity);
  return isStricter ? spentInstants(machines, spent, limit, period) : undefined;
}

interface Replayed {
  readonly period: Period;
  readonly spentAt: ReplayedRules['spentAt'];
}

function rulesFor(machine: PastMachine, person: PastPerson, proposal: Proposal, known: Replayed): ReplayedRules {
  const { spentAt, period } = known;
  if (proposal.rules === undefined) return { spentAt };
  const { before, after } = proposal.rules;
  const { idleMinutes } = after;
  const isIdleStricter = idleMinutes !== undefined && idleMinutes < (before.idleMinutes ?? Infinity);
  return {
    spentAt,
    ...(isIdleStricter && { idleMinutes }),
    longestMs: longestOf(machine, person, before, after),
    hours: hoursOf(machine, person, proposal, period),
    idleInForce: idleMinutes,
  };
}

function longestOf({ record }: PastMachine, { role }: PastPerson, before: LongestHours, after: LongestHours) {
  const longest = longestHoursFor(after, role, record.blueprint.id);
  return longest < longestHoursFor(before, role, record.blueprint.id) ? longest * hourMs : undefined;
}

/** Machines that were launched in the period, and have no hours of their own, would have got those that are proposed. */
function hoursOf({ record }: PastMachine, { timeZone }: PastPerson, { rules, holidays }: Proposal, period: Period) {
  const usual = rules?.after.usualHours;
  const createdAt = new Date(record.createdAt);
  if (usual === undefined || JSON.stringify(usual) === JSON.stringify(rules?.before.usualHours)) return undefined;
  if (createdAt.getTime() < period.from || record.hours !== undefined) return undefined;
  const zone = timeZone !== undefined && isKnownZone(timeZone) ? timeZone : usual.zone;
  return hoursFromStart(usual, zone, holidays, createdAt);
}

/** The rules that did anything to a machine. */
function metBy({ stops, refused, addedMs }: Replay): RehearsedRule[] {
  const also = { budget: refused > 0, hours: addedMs > 0, lease: false, idle: false };
  return rehearsedRules.filter((rule) => also[rule] || stops.some((stop) => stop.rule === rule));
}

function byRule(replays: readonly Replay[]): RehearsalSum['rules'] {
  const of = (rule: RehearsedRule): RuleSum => {
    const stops = replays.flatMap((done) => done.stops).filter((stop) => stop.rule === rule);
    const machines = replays.filter((done) => metBy(done).includes(rule)).length;
    const cutOff = stops.filter(({ isCutOff }) => isCutOff).length;
    return { machines, people: machines > 0 ? 1 : 0, stops: stops.length, cutOff };
  };
  return { budget: of('budget'), lease: of('lease'), hours: of('hours'), idle: of('idle') };
}

function sumOf(machine: PastMachine, done: Replay, person: PastPerson, period: Period): RehearsalSum {
  const first = machine.slots.findIndex((use) => use > 0);
  const isMet = metBy(done).length > 0;
  const met = metMachine(machine, done, person);
  return {
    ...emptySum,
    ...(first >= 0 && { knownSince: new Date(period.from + first * slotMs).toISOString() }),
    machines: { looked: 1, met: isMet ? 1 : 0, unknown: first < 0 && hasRun(machine, period) ? 1 : 0, leftOut: 0 },
    stops: met.stops,
    cutOff: met.cutOff,
    startedAgain: done.startedAgain,
    refused: done.refused,
    hoursSaved: met.hoursSaved,
    hoursAdded: done.addedMs / hourMs,
    dollarsSaved: met.dollarsSaved,
    most: isMet ? mostMet([met]) : [],
  };
}

function metMachine({ record }: PastMachine, done: Replay, { name }: PastPerson): MetMachine {
  return {
    id: record.instanceId,
    name: record.name,
    ownerName: name,
    blueprintName: record.blueprint.name,
    isEnded: record.state === 'terminated',
    stops: done.stops.length,
    cutOff: done.stops.filter(({ isCutOff }) => isCutOff).length,
    hoursSaved: done.savedMs / hourMs,
    dollarsSaved: (runningMore(record) * (done.savedMs - done.addedMs)) / hourMs,
  };
}

/** Whether a machine of which nothing is known can have run in the period. */
function hasRun({ record }: PastMachine, { from }: Period): boolean {
  return record.state !== 'stopped' || Date.parse(record.stateChangedAt) > from;
}
