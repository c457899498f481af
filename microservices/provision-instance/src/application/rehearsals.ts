import type { setBudgets } from '@cloudapp/contracts/budget';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { monthAfter, monthOf } from '@cloudapp/contracts/months';
import type { RehearsalPage } from '@cloudapp/contracts/rehearsal';
import { addSums, emptySum, type RehearsalSum } from '@cloudapp/contracts/rehearsal-sum';
import type { RouteBody } from '@cloudapp/contracts/route';
import { InvalidCursorError, ListCursor } from '@cloudapp/data/cursor';
import type { PastInstances } from '@cloudapp/data/past-instances';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { SpendRepository } from '@cloudapp/data/spend-repository';
import type { UsageRepository } from '@cloudapp/data/usage-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { lookUpHolidays } from '@cloudapp/machines/application/hours-change';
import type { Machines } from '@cloudapp/machines/composition';
import { periodUntil, slotsIn, type PastMachine, type Period } from '@cloudapp/machines/domain/past-machine';
import { rehearse, type Proposal } from '@cloudapp/machines/domain/rehearsal';
import { storedBudgets } from './person-budgets.ts';

interface RehearsalParts {
  readonly settings: Pick<SettingRepository, 'machineRules' | 'budgets'>;
  readonly spend: Pick<SpendRepository, 'page' | 'totals'>;
  readonly past: Pick<PastInstances, 'of'>;
  readonly usage: Pick<UsageRepository, 'ofMonth'>;
  readonly users: Pick<UserRepository, 'getMany'>;
  readonly holidays: Machines['holidays'];
}

interface Asked {
  readonly rules?: MachineRules | undefined;
  readonly budgets?: RouteBody<typeof setBudgets> | undefined;
  readonly cursor?: string | undefined;
}

/** People are read so many at a time, and an answer ends after whoever brings it to so many machines: about a second. */
const peopleAtOnce = 25;
const enoughMachines = 100;
/** Of one person; places and launches are limited, so that hardly anybody has more in a month. */
const mostOfPerson = 200;
/** Items of so many machines are asked for at the same time. */
const machinesAtOnce = 10;

/** Where to go on: behind somebody in a month, or at the beginning of it. */
const placeCursor = new ListCursor('rehearsal', { month: /^\d{4}-\d{2}$/, after: /^(-|[\w-]{1,64})$/ });
const atBeginning = '-';

interface Place {
  readonly month: string;
  readonly after: string;
}

/** What rules that are not set yet would have done in the last 30 days. Nothing is written. */
export class Rehearsals {
  readonly #parts: RehearsalParts;

  constructor(parts: RehearsalParts) {
    this.#parts = parts;
  }

  /**
   * What they would have done to machines of some people, which is to be added to that of others.
   * @throws InvalidCursorError
   */
  async page(asked: Asked, now: Date): Promise<RehearsalPage> {
    const period = periodUntil(now);
    const months = monthsOf(period);
    const place: Place = placeCursor.read(asked.cursor) ?? { month: months[0] ?? monthOf(now), after: atBeginning };
    if (!months.includes(place.month)) throw new InvalidCursorError();
    const proposal = await this.#proposalOf(asked, period);
    const { sum, next } = await this.#somePeople(place, months, { proposal, period });
    return {
      from: new Date(period.from).toISOString(),
      until: new Date(period.until).toISOString(),
      ...presented(sum),
      ...(next && { nextCursor: placeCursor.after({ ...next }) }),
    };
  }

  async #proposalOf({ rules, budgets }: Asked, period: Period): Promise<Proposal> {
    const { settings, holidays } = this.#parts;
    const region = rules?.usualHours?.holidays;
    const [rulesBefore, budgetsBefore, lookedUp] = await Promise.all([
      settings.machineRules(),
      settings.budgets(),
      region && lookUpHolidays(holidays, region, new Date(period.from)),
    ]);
    return {
      ...(rules && { rules: { before: rulesBefore, after: rules } }),
      ...(budgets && { budgets: { before: budgetsBefore, after: { ...storedBudgets(budgets), version: 0 } } }),
      holidays: lookedUp,
    };
  }

  async #somePeople({ month, after }: Place, months: readonly string[], scene: Scene) {
    const { spend, users } = this.#parts;
    const found = await spend.page(month, after === atBeginning ? undefined : after, peopleAtOnce);
    const ids = found.map(({ ownerId }) => ownerId);
    const [known, totals] = await Promise.all([users.getMany(ids), this.#totals(months, ids)]);
    const byId = new Map(known.map((user) => [user.id, user]));
    let sum = emptySum;
    for (const id of ids) {
      // Whoever had a machine in a later month has been looked at there.
      const isNew = !months.slice(0, months.indexOf(month)).some((later) => totals.get(later)?.has(id));
      if (!isNew) continue;
      const spent = new Map(months.map((one) => [one, totals.get(one)?.get(id) ?? 0]));
      sum = addSums(sum, await this.#onePerson(id, byId.get(id), spent, scene));
      if (sum.machines.looked >= enoughMachines) return { sum, next: { month, after: id } };
    }
    const last = ids.length === peopleAtOnce ? ids.at(-1) : undefined;
    const earlier = months[months.indexOf(month) + 1];
    if (last !== undefined) return { sum, next: { month, after: last } };
    return { sum, next: earlier === undefined ? undefined : { month: earlier, after: atBeginning } };
  }

  async #totals(months: readonly string[], ids: readonly string[]) {
    const all = await Promise.all(
      months.map(async (month) => [month, await this.#parts.spend.totals(month, ids)] as const),
    );
    return new Map(all);
  }

  async #onePerson(userId: string, user: StoredUser | undefined, spent: ReadonlyMap<string, number>, scene: Scene) {
    const { proposal, period } = scene;
    const { found, leftOut } = await this.#parts.past.of(userId, new Date(period.from), mostOfPerson);
    const machines: PastMachine[] = [];
    for (let start = 0; start < found.length; start += machinesAtOnce) {
      const some = found.slice(start, start + machinesAtOnce).map(async (record) => {
        return { record, slots: slotsIn(period, await this.#parts.usage.ofMonth(record.instanceId)) };
      });
      machines.push(...(await Promise.all(some)));
    }
    const { name = found[0]?.owner.name ?? 'Somebody who is deleted', role = 'user', timeZone } = user ?? {};
    return rehearse({ userId, name, role, timeZone, spent, machines, leftOut }, proposal, period);
  }
}

interface Scene {
  readonly proposal: Proposal;
  readonly period: Period;
}

/** The months in which the period lies, the latest first. */
function monthsOf({ from, until }: Period): string[] {
  const months: string[] = [];
  const last = monthOf(new Date(until));
  for (let month = monthOf(new Date(from)); month <= last; month = monthAfter(month)) months.unshift(month);
  return months;
}

function presented(sum: RehearsalSum) {
  const { knownSince, most, ...numbers } = sum;
  return { ...numbers, ...(knownSince !== undefined && { knownSince }), most: [...most] };
}
