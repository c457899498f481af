import type { Ask } from './asks.ts';
import { countAnew, deletedByRule, isNear, restFrom, ruleChanged, warnedOfDeletion } from './deletions.ts';
import type { Evidence } from './evidence.ts';
import { budgetReached, budgetWarned, checkRoom, checkUnaffordable, stoppedByBudget } from './budget-check.ts';
import { idleWarned, keptFromIdle, stoppedForIdle } from './idle-check.ts';
import { leadMs, warningKey, type Machine } from './machine.ts';
import type { Entry } from './mail-book.ts';
import { lateMs } from './troubles.ts';
import { Timetable, type Hours } from './stretches.ts';
import { leadOf, nextStart, nextStop, plannedStop, warningDue } from './what-must-come.ts';

const hourMs = 3_600_000;
/** By how much clocks may differ. */
const slackMs = 5_000;
/** EC2 takes some seconds, and the keeper looks at what it has otherwise in each minute. */
const outsideLateMs = 5 * 60_000;
const text = (at: number) => new Date(at).toISOString().slice(0, 19);

interface Told {
  readonly witness: Evidence;
  readonly entry: Entry;
  readonly now: number;
}

interface OfMachine extends Told {
  readonly machine: Machine;
  /** What whoever did it has asked for; undefined where nobody did it. */
  readonly ask: Ask | undefined;
  readonly find: (what: string) => void;
}

/** What an entry of the audit log means for what is known, and whether it should be there. */
export function tell(witness: Evidence, entry: Entry, now: number): void {
  const told = { witness, entry, now };
  ofPeople[entry.action]?.(told);
  const machine = witness.machines.get(entry.subjectId);
  if (machine === undefined) return;
  const { actorId } = entry;
  const ask = actorId === undefined ? undefined : askFor(told, machine, actorId);
  ofMachines[entry.action]?.({
    ...told,
    machine,
    ask,
    find: (what) => {
      witness.find(`${machine.id} ${what}`, now);
    },
  });
}

/** What somebody has asked for, which is done by now; that they have is checked. */
function askFor({ witness, entry, now }: Told, machine: Machine, actorId: string): Ask | undefined {
  const ask = witness.asks.of(actorId);
  const wanted = actions[entry.action];
  if (wanted === undefined) return undefined;
  const isAsked = ask !== undefined && wanted.includes(wordOf(ask)) && subjectOf(ask, machine) === machine.id;
  if (!isAsked) witness.find(`${machine.id}: ${entry.action} by somebody who did not ask for it`, now);
  witness.asks.done(actorId);
  return ask;
}

function wordOf(ask: Ask): string {
  return ask.what === 'answer' ? `answer ${ask.answer}` : ask.what;
}

function subjectOf(ask: Ask, machine: Machine): string | undefined {
  if (ask.what === 'launch') return machine.id;
  return 'machineId' in ask ? ask.machineId : undefined;
}

const actions: Readonly<Record<string, readonly string[]>> = {
  'machine-requested': ['launch'],
  'machine-started': ['start'],
  'machine-stopped': ['stop', 'answer stop'],
  'machine-rebooted': ['reboot'],
  'machine-extended': ['extend', 'answer run-longer'],
  'machine-kept': ['keep', 'answer keep', 'keep-running', 'answer run-longer'],
  'machine-terminated': ['terminate'],
  'machine-hours-set': ['hours', 'calendar'],
  'machine-hours-removed': ['no-hours'],
};

const ofPeople: Readonly<Record<string, (told: Told) => void>> = {
  'user-disabled': ({ witness, entry, now }) => {
    const ask = witness.asks.of(entry.actorId ?? '');
    const person = witness.people.get(entry.subjectId);
    if (person === undefined) return;
    person.isAway = true;
    person.order = ask?.what === 'disable' && ask.stops ? now : undefined;
    for (const { ownerId, rest } of witness.machines.values()) if (ownerId === person.id && rest) countAnew(rest, now);
  },
  'user-enabled': ({ witness, entry, now }) => {
    const person = witness.people.get(entry.subjectId);
    if (person === undefined) return;
    person.isAway = false;
    person.order = undefined;
    for (const machine of witness.machines.values()) if (machine.ownerId === person.id) ownerBack(machine, now);
  },
  'user-updated': ({ witness, entry, now }) => {
    const ask = witness.asks.of(entry.actorId ?? '');
    const person = witness.people.get(entry.subjectId);
    if (person === undefined || ask?.what !== 'notices') return;
    person.unwanted = new Set(ask.off);
    person.unwantedSince = now;
  },
  'machine-rules-changed': ({ witness, entry, now }) => {
    const ask = witness.asks.of(entry.actorId ?? '');
    if (ask?.what !== 'rules') return;
    if (ask.rules.keptDays !== witness.rules.keptDays) {
      for (const { rest } of witness.machines.values()) if (rest) ruleChanged(rest, ask.rules.keptDays, now);
    }
    witness.rules = ask.rules;
    witness.rulesSince = now;
  },
  'budgets-changed': ({ witness, entry, now }) => {
    const ask = witness.asks.of(entry.actorId ?? '');
    if (ask?.what !== 'budgets') return;
    witness.budgets = ask.budgets;
    witness.budgetsSince = now;
  },
  'budget-reached': ({ witness, entry, now }) => {
    const person = witness.people.get(entry.subjectId);
    if (person !== undefined) budgetReached(witness, person, entry, now);
  },
};

/** A window that has begun meanwhile starts nothing; one that begins at this moment may. */
function ownerBack(machine: Machine, now: number): void {
  if (machine.rest) countAnew(machine.rest, now);
  const start = machine.state === 'stopped' ? nextStart(machine, now) : undefined;
  if (start === undefined || start.at > now) return;
  if (start.at + lateMs <= now) machine.leftOut = start.readyAt;
  machine.unsureStart = start.readyAt;
}

const ofMachines: Readonly<Record<string, (told: OfMachine) => void>> = {
  'machine-requested': ({ witness, machine, ask, now }) => {
    if (ask?.what === 'launch') machine.duration = ask.hours;
    checkRoom(witness, machine, now);
  },
  'machine-hours-set': hoursSet,
  'machine-hours-removed': ({ witness, machine, now }) => {
    machine.hours = undefined;
    machine.changedAt = now;
    if (machine.rest) machine.rest = unsteady(now, witness);
  },
  'machine-started': started,
  'machine-start-refused': ({ witness, machine, entry, now, find }) => {
    if (entry.detail.includes(' of the budget of ')) {
      const start = nextStart(machine, now, slackMs);
      checkUnaffordable(witness, machine, now, start?.endsAt ?? now);
      machine.leftOut = start?.readyAt ?? machine.leftOut;
      return;
    }
    if (now > witness.refusesStartsUntil + lateMs) find('was not started, and EC2 did not refuse');
    machine.rest = unsteady(now, witness);
  },
  'machine-stopped': stopped,
  'machine-extended': extended,
  'machine-kept': ({ witness, machine, ask, now, find }) => {
    if (machine.state === 'ready') {
      keptFromIdle({ witness, machine, now }, ask, find);
      return;
    }
    if (ask?.what === 'answer' && machine.rest === undefined) find('is kept by a link, and is not off');
    machine.rest = restFrom(now, witness.rules.keptDays);
  },
  'machine-stop-warned': (told) => {
    const { witness, entry, find } = told;
    witness.figures.warnings += 1;
    if (entry.detail.startsWith('It is idle')) idleWarned(told, entry, find);
    else if (entry.detail.startsWith('The budget')) budgetWarned(told, entry, find);
    else stopWarned(told);
  },
  'machine-deletion-warned': ({ witness, machine, entry, now, find }) => {
    witness.figures.warnings += 1;
    warnedOfDeletion(machine, entry.happensAt, now).forEach(find);
  },
  'machine-terminated': ({ witness, machine, entry, now, find }) => {
    if (entry.actorId !== undefined) return;
    witness.figures.deletions += 1;
    const before = { ...machine, rest: machine.restBefore };
    deletedByRule(before, witness.ownerOf(machine).isAway, now).forEach(find);
  },
};

/** Its days begin at the next look, whenever that is. */
function unsteady(now: number, witness: Evidence) {
  return { ...restFrom(now, witness.rules.keptDays), steadySince: now + 1 };
}

function hoursSet({ witness, machine, ask, now, entry }: OfMachine): void {
  const rules = rulesOf({ witness, machine, ask, entry, now });
  machine.changedAt = now;
  if (rules === undefined) return;
  machine.hours = new Timetable({ ...rules, setAt: now });
  machine.leftOut = 0;
}

function rulesOf({ witness, machine, ask }: Omit<OfMachine, 'find'>): Omit<Hours, 'setAt'> | undefined {
  const known = machine.hours?.hours;
  if (ask?.what === 'hours') return { ...ask.rules, calendar: known?.calendar ?? [] };
  if (ask?.what === 'calendar') return known && { ...known, calendar: ask.daysOff };
  const { usual } = witness.rules;
  return usual && { ...usual, zone: witness.ownerOf(machine).zone, daysOff: [], calendar: [] };
}

function started(told: OfMachine): void {
  const { witness, machine, entry, ask, now, find } = told;
  witness.figures.starts += 1;
  machine.startedByAdministratorAt = ask === undefined || entry.actorId === machine.ownerId ? undefined : now;
  if (ask !== undefined) {
    const { isAdmin = false } = witness.people.get(entry.actorId ?? '') ?? {};
    machine.duration = Math.min(machine.duration, isAdmin ? 720 : witness.rules.longestHours);
    machine.lease = { endsAt: now + machine.duration * hourMs, setAt: now };
  } else if (entry.detail.startsWith('Started by its hours')) startedByHours(told);
  else find(`was started by nobody: ${entry.detail}`);
  checkRoom(witness, machine, now);
}

function startedByHours({ witness, machine, now, find }: OfMachine): void {
  const start = nextStart(machine, now, slackMs);
  if (start === undefined || now < start.at - slackMs) {
    find(`was started by its hours, which begin ${start === undefined ? 'not at all' : `at ${text(start.readyAt)}`}`);
    return;
  }
  if (witness.ownerOf(machine).isAway) find('was started by its hours while the account of its owner is disabled');
  const due = Math.max(start.at, machine.changedAt);
  if (now > witness.troubles.latest(due, lateMs)) find(`was started late, for ${text(start.readyAt)}`);
  machine.lease = { endsAt: Math.max(now + machine.duration * hourMs, start.endsAt), setAt: now };
}

function stopped(told: OfMachine): void {
  const { witness, machine, ask, entry, find } = told;
  const { stopRule = 'nothing' } = machine;
  const { figures } = witness;
  figures.stops += 1;
  figures.stopsBy[stopRule] = (figures.stopsBy[stopRule] ?? 0) + 1;
  if (entry.actorId === undefined) {
    if (stopRule === 'outside') stoppedOutside(told);
    else if (stopRule === 'idle') stoppedForIdle(told, find);
    else if (stopRule === 'budget') stoppedByBudget(told, find);
    else stoppedByRule(told, stopRule);
    return;
  }
  if (stopRule !== 'person') find(`was stopped by somebody, and is said to be by ${stopRule}`);
  if (ask?.what === 'answer') checkAnswered(told, ask.happensAt);
}

function stoppedOutside({ witness, machine, now, find }: OfMachine): void {
  const at = witness.stoppedOutside.get(machine.id);
  const isTrue = at !== undefined && now <= witness.troubles.latest(at, outsideLateMs);
  if (!isTrue) find('is said to be stopped at AWS, and was not');
}

function stoppedByRule({ witness, machine, now, find }: OfMachine, rule: string): void {
  const stop = nextStop(machine, witness.ownerOf(machine).order);
  if (stop?.rule !== rule || now < stop.at - slackMs) {
    const due = stop === undefined ? 'nothing' : `${stop.rule} at ${text(stop.at)}`;
    find(`was stopped by ${rule}, where ${due} was to stop it`);
    return;
  }
  const due = Math.max(stop.at, machine.readySince);
  if (now > witness.troubles.latest(due, lateMs)) find(`was stopped late by ${rule}, at ${text(due)}`);
  const missed = warningDue(machine, stop, stop.at - lateMs);
  if (missed !== undefined && now > witness.troubles.latest(missed.at, lateMs))
    find(`was stopped by ${rule} without a warning at ${text(missed.at)}`);
}

/** A link is about one end alone. */
function checkAnswered({ machine, find }: OfMachine, happensAt: number): void {
  if (isNear(machine.idleStopsBefore ?? -Infinity, happensAt)) return;
  const stop = plannedStop(machine);
  if (stop === undefined || !isNear(stop.at, happensAt)) find('was answered about an end that is not to come any more');
}

function extended(told: OfMachine): void {
  const { witness, machine, ask, now } = told;
  const endedAt = machine.lease?.endsAt ?? now;
  if (ask?.what === 'extend') givenTime(told, ask.hours);
  if (ask?.what === 'answer') givenMore(told, ask.happensAt);
  if (machine.rest) return;
  const adds = machine.lease !== undefined && machine.lease.endsAt > endedAt + slackMs;
  if (adds) checkRoom(witness, machine, now);
  machine.extendedAt = now;
  machine.changedAt = now;
}

function givenMore(told: OfMachine, happensAt: number): void {
  const { witness, machine, now } = told;
  checkAnswered(told, happensAt);
  const wanted = (plannedStop(machine)?.at ?? now) + 8 * hourMs;
  machine.lease = { endsAt: Math.min(wanted, now + witness.rules.longestHours * hourMs), setAt: now };
}

function givenTime({ witness, machine, now, find }: OfMachine, hours: number): void {
  const { longestHours, keptDays } = witness.rules;
  if (hours > longestHours) find(`was given ${hours} h of ${longestHours} h that are allowed`);
  machine.duration = hours;
  if (machine.rest) machine.rest = restFrom(now, keptDays);
  else machine.lease = { endsAt: now + hours * hourMs, setAt: now };
}

function stopWarned({ witness, machine, entry, now, find }: OfMachine): void {
  const stop = plannedStop(machine);
  if (stop === undefined || !isNear(stop.at, entry.happensAt)) {
    const due = stop === undefined ? 'never' : `at ${text(stop.at)}`;
    find(`was warned of a stop at ${text(entry.happensAt)}, and stops ${due}`);
    return;
  }
  const lead = leadOf(stop, now + slackMs);
  if (lead === undefined) {
    find(`was warned at the wrong time of a stop by ${stop.rule} at ${text(stop.at)}`);
    return;
  }
  const key = warningKey(lead, stop.at);
  if (machine.warnings.has(key)) find(`was warned twice of its stop at ${text(stop.at)}`);
  machine.warnings.set(key, now);
  const due = Math.max(stop.at - leadMs[lead], machine.readySince, machine.changedAt);
  if (now > witness.troubles.latest(due, lateMs)) find(`was warned late of its stop at ${text(stop.at)}`);
}
