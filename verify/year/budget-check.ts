import type { BudgetsAsked } from './asks.ts';
import { price } from './bill.ts';
import type { Evidence } from './evidence.ts';
import { leadMs, type Machine } from './machine.ts';
import type { Entry } from './mail-book.ts';
import { newSpending, type Known, type Spending } from './people.ts';
import { lateMs } from './troubles.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Services hear of other budgets within seconds. */
const heardMs = minuteMs;
/** What a machine costs is booked once an hour, and looked at here in every tenth minute. */
const bookedMs = hourMs + 10 * minuteMs;
const slackMs = 90_000;
/** The ledger leaves out less than a tenth of a cent of each machine, and launches take a minute or two more than was planned. */
const tolerance = 20_000;
/** So much more may come in, where clocks are wrong and calls fail. */
const troubledTolerance = 100_000;

const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/** When a month begins that is some months after that of an instant. */
function monthStart(at: number, later = 0): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
}

function limitOf({ monthly, people }: BudgetsAsked, userId: string) {
  const own = people.find((one) => one.userId === userId);
  return { limit: own?.monthly ?? monthly, isExempt: own?.isExempt ?? false };
}

/** What the machines of somebody have cost in the month of an instant. */
function spentOf({ machines, bill }: Evidence, ownerId: string, now: number): number {
  const own = [...machines.values()].filter((machine) => machine.ownerId === ownerId);
  return own.reduce((sum, { id }) => sum + bill.inMonth(id, monthOf(now), now), 0);
}

/** What is spent and planned in a month: with everything that runs until its time is over, and disks that stay. */
function plannedOf(
  witness: Evidence,
  ownerId: string,
  now: number,
  later: number,
  until = new Map<string, number>(),
): number {
  const [from, to] = [Math.max(now, monthStart(now, later)), monthStart(now, later + 1)];
  let sum = later === 0 ? spentOf(witness, ownerId, now) : 0;
  for (const machine of witness.machines.values()) {
    if (machine.ownerId !== ownerId) continue;
    const runsUntil = until.get(machine.id) ?? runEnd(machine, now);
    if (runsUntil === undefined) continue;
    const runningMs = Math.max(0, Math.min(runsUntil, to) - from);
    sum += (runningMs * (price.machine + price.address) + (to - from) * price.disk) / hourMs;
  }
  return sum;
}

/** Until when a machine runs; undefined where nothing of it costs any more. */
function runEnd({ state, hasInstance, isOff, lease, duration }: Machine, now: number): number | undefined {
  if (state === 'terminating' || state === 'terminated' || (state === 'failed' && !hasInstance)) return undefined;
  if (state === 'stopping' || state === 'stopped' || isOff) return now;
  return state === 'requested' || lease === undefined ? now + duration * hourMs : lease.endsAt;
}

/** Whether what was just granted has room: in this month and the next. */
export function checkRoom(witness: Evidence, machine: Machine, now: number): void {
  const owner = witness.ownerOf(machine);
  const { limit, isExempt } = limitOf(witness.budgets, owner.id);
  if (limit === undefined || isExempt || now < witness.budgetsSince + heardMs) return;
  for (const later of monthsToCheck(witness, now)) {
    const planned = plannedOf(witness, owner.id, now, later);
    if (planned > limit + toleranceAt(witness, now))
      witness.find(`${machine.id} was granted, and ${inDollars(planned)} of ${inDollars(limit)} is planned then`, now);
  }
}

/** Of the month after this one plans are known when all machines were looked at in this month. */
function monthsToCheck({ looksMs }: Evidence, now: number): number[] {
  return now < monthStart(now) + looksMs + 2 * hourMs ? [0] : [0, 1];
}

function toleranceAt({ troubles }: Evidence, now: number): number {
  return troubles.isCalm(now - 2 * hourMs, now) ? tolerance : troubledTolerance;
}

/** A machine was not started by its hours, since the budget has no room: that must be so. */
export function checkUnaffordable(witness: Evidence, machine: Machine, now: number, windowEnds: number): void {
  const { id, ownerId, duration } = machine;
  const { limit = Infinity } = limitOf(witness.budgets, ownerId);
  if (now < witness.budgetsSince + heardMs) return;
  const until = new Map([[id, Math.max(now + duration * hourMs, windowEnds)]]);
  const most = Math.max(...[0, 1].map((later) => plannedOf(witness, ownerId, now, later, until)));
  if (most < limit - toleranceAt(witness, now))
    witness.find(`${id} was not started, and ${inDollars(most)} of ${inDollars(limit)} would be planned`, now);
}

/** Somebody was refused something, with a sum that must be true. */
export function checkRefusal(
  witness: Evidence,
  ownerId: string,
  {
    limit,
    planned,
    takes,
    month,
  }: Readonly<Record<'limit' | 'planned' | 'takes', number>> & { readonly month: string },
  now: number,
): void {
  const { limit: known = Infinity } = limitOf(witness.budgets, ownerId);
  if (now < witness.budgetsSince + heardMs || !witness.troubles.isCalm(now - 2 * hourMs, now)) return;
  const later = [0, 1].find((one) => monthOf(monthStart(now, one)) === month);
  if (limit !== known || later === undefined || planned + takes <= limit) {
    witness.find(`was refused by a budget of ${inDollars(limit)} in ${month}, which is ${inDollars(known)}`, now);
    return;
  }
  const own = plannedOf(witness, ownerId, now, later);
  if (monthsToCheck(witness, now).includes(later) && Math.abs(own - planned) > troubledTolerance)
    witness.find(`was refused with ${inDollars(planned)} planned in ${month}, and it is ${inDollars(own)}`, now);
}

interface OfBudget {
  readonly witness: Evidence;
  readonly machine: Machine;
  readonly now: number;
}
type Find = (what: string) => void;

/** Whether all is spent, as far as that is sure at this instant. */
function isSpent({ witness, machine, now }: OfBudget): boolean {
  const { limit = Infinity, isExempt } = limitOf(witness.budgets, machine.ownerId);
  return !isExempt && spentOf(witness, machine.ownerId, now) >= limit - toleranceAt(witness, now);
}

/** Whether another budget, or another month, has begun so shortly before that both may count. */
function isUnsure({ witness, now }: OfBudget): boolean {
  return now < witness.budgetsSince + 2 * heardMs || now < monthStart(now) + slackMs;
}

export function budgetWarned(of: OfBudget, { happensAt }: Entry, find: Find): void {
  of.machine.budgetToldAt = of.now;
  if (!isSpent(of) && !isUnsure(of)) find('is told that the budget of its owner is spent, which it is not');
  if (happensAt < of.now + leadMs.quarter - slackMs && of.witness.troubles.isCalm(of.now, of.now))
    find('is told of its budget less than a quarter of an hour before it stops');
}

export function stoppedByBudget(of: OfBudget, find: Find): void {
  const { machine, now, witness } = of;
  if (!isSpent(of) && !isUnsure(of)) find('was stopped by its budget, which is not spent');
  const slack = witness.troubles.isCalm(now - hourMs, now) ? slackMs : 6 * minuteMs;
  if (now < (machine.budgetToldAt ?? Infinity) + leadMs.quarter - slack)
    find('was stopped by its budget and not told a quarter of an hour before');
}

/** Somebody is told how much is spent. */
export function budgetReached(witness: Evidence, person: Known, { detail }: Entry, now: number): void {
  const percent = Number(/^\d+/.exec(detail)?.[0]);
  const { spending } = person;
  const { limit = Infinity } = limitOf(witness.budgets, person.id);
  const month = monthOf(now);
  const isNew = now < witness.budgetsSince + 2 * heardMs || now < monthStart(now) + slackMs;
  if (!isNew && spentOf(witness, person.id, now) < (limit * percent) / 100 - toleranceAt(witness, now))
    witness.find(`${person.email} is told that ${percent} % is spent, which it is not`, now);
  if (spending.told?.month === month && spending.told.percent >= percent)
    witness.find(`${person.email} is told again that ${percent} % is spent`, now);
  spending.told = { month, percent };
}

/** Looks for what budgets should have done by an instant. @returns whether somebody is so near to one that all of it is booked */
export function passBudgets(witness: Evidence, now: number): boolean {
  let isNear = false;
  for (const person of witness.people.values()) {
    const { limit, isExempt } = limitOf(witness.budgets, person.id);
    if (limit === undefined) {
      person.spending = { ...newSpending(), told: person.spending.told };
      continue;
    }
    const spent = spentOf(witness, person.id, now);
    const ready = [...witness.machines.values()].filter(
      ({ ownerId, state }) => ownerId === person.id && state === 'ready',
    );
    isNear ||= ready.length > 0 && spent > 0.8 * limit;
    noteSpending(witness, person.spending, { limit, spent, isExempt }, now);
    for (const machine of ready) overdueByBudget(witness, machine, person.spending, now);
    untold(witness, person, ready, now);
  }
  return isNear;
}

const parts = [50, 80, 100] as const;

function noteSpending(
  { budgetsSince }: Evidence,
  spending: Spending,
  { limit, spent, isExempt }: { readonly limit: number; readonly spent: number; readonly isExempt: boolean },
  now: number,
): void {
  if (spending.reachedIn !== monthOf(now)) {
    spending.reachedIn = monthOf(now);
    spending.reached = new Map();
  }
  for (const part of parts) {
    const isReached = spent >= (limit * part) / 100 + tolerance;
    if (!isReached) spending.reached.delete(part);
    else if (!spending.reached.has(part)) spending.reached.set(part, Math.max(now, budgetsSince));
  }
  spending.spentSince = isExempt ? undefined : spending.reached.get(100);
}

function overdueByBudget(witness: Evidence, machine: Machine, { spentSince }: Spending, now: number): void {
  if (spentSince === undefined) return;
  const due = Math.max(spentSince, machine.readySince, witness.budgetsSince);
  const { budgetStopsAt } = machine;
  if (budgetStopsAt === undefined && now > witness.troubles.latest(due, bookedMs + lateMs))
    witness.find(`${machine.id} runs on without a word, and the budget of its owner is spent`, now);
  if (
    budgetStopsAt !== undefined &&
    now > witness.troubles.latest(Math.max(budgetStopsAt, due), lateMs + 10 * minuteMs)
  )
    witness.find(`${machine.id} runs on, and was to be stopped by the budget of its owner`, now);
}

/** Whoever has machines that are looked at is told how much is spent. */
function untold(witness: Evidence, { email, spending }: Known, ready: readonly Machine[], now: number): void {
  const lateAfter = witness.looksMs + bookedMs + hourMs;
  const told = spending.told?.month === monthOf(now) ? spending.told.percent : 0;
  for (const [part, at] of spending.reached) {
    const since = Math.max(at, witness.budgetsSince);
    const isLookedAt = ready.some(({ readySince }) => readySince < since);
    if (part > told && isLookedAt && now > witness.troubles.latest(since, lateAfter))
      witness.find(`${email} was not told that ${part} % of the budget is spent`, now);
  }
}

function inDollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(3)}`;
}
