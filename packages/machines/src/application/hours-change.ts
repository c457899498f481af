import type { HolidayRegion } from '@cloudapp/contracts/weekly-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { limitOf } from '../domain/budget.ts';
import { within, type Change } from '../domain/change.ts';
import { startByHours } from '../domain/hours.ts';
import {
  holidaysRenewed,
  startedByHours,
  startLeftOut,
  startUnaffordable,
  type LookedUp,
} from '../domain/hours-moves.ts';
import { stepOfHours, type HoursQuestion } from '../domain/hours-step.ts';
import type { MachineRules } from './machine-rules.ts';
import type { HolidayCalendar } from './ports.ts';

export interface HoursParts {
  readonly rules: Pick<MachineRules, 'budgets'>;
  readonly owners: Pick<UserRepository, 'get'>;
  readonly holidays: Pick<HolidayCalendar, 'daysOf'>;
}

type Decide = (current: InstanceRecord, now: Date) => Change | undefined;

/** Asks what the hours of a machine need to know, and says how they change it as it is stored by then. */
export async function hoursChange(step: HoursQuestion, parts: HoursParts, now: Date): Promise<Decide> {
  const { owners, holidays, rules } = parts;
  if (step.do === 'renew-holidays') return await renewal(step.record, holidays, now);
  const [owner, budgets] = await Promise.all([owners.get(step.ownerId), rules.budgets(now)]);
  return (current, at) => {
    const isDue = current.state === 'stopped' && stepOfHours(current, at)?.do === 'start-by-hours';
    const start = isDue ? startByHours(current, at) : undefined;
    if (!isDue || start === undefined) return undefined;
    if (owner?.status !== 'active') return startLeftOut(current, at, start);
    return within(startedByHours(current, at, start), limitOf(budgets, current.owner.id));
  };
}

/** How a machine changes that was to be started by its hours, and had no room in its owner's budget; nothing where it is not due any more. */
export function leavingOut(current: InstanceRecord, at: Date, why: string): Change | undefined {
  if (current.state !== 'stopped' || stepOfHours(current, at)?.do !== 'start-by-hours') return undefined;
  const start = startByHours(current, at);
  return start && startUnaffordable(current, at, start, why);
}

async function renewal({ hours }: InstanceRecord, holidays: HoursParts['holidays'], now: Date): Promise<Decide> {
  const asked = hours?.holidays;
  const found = asked && (await lookUpHolidays(holidays, asked, now));
  return (current, at) => {
    const known = current.hours?.holidays;
    if (known === undefined || !isSameRegion(known, asked)) return undefined;
    return holidaysRenewed(current, at, found ?? { days: known.days, lastYear: lastYearFrom(now) });
  };
}

function isSameRegion(one: HolidayRegion, other: HolidayRegion | undefined): boolean {
  return one.country === other?.country && one.region === other.region;
}

/** The holidays that hours which are set now have to know: whoever looks for their next start looks a year ahead. */
export async function lookUpHolidays(
  holidays: Pick<HolidayCalendar, 'daysOf'>,
  { country, region }: HolidayRegion,
  now: Date,
): Promise<LookedUp | undefined> {
  const lastYear = lastYearFrom(now);
  const days = await holidays.daysOf({ country, region }, now.getUTCFullYear(), lastYear);
  return days && { days, lastYear };
}

function lastYearFrom(now: Date): number {
  return now.getUTCFullYear() + 1;
}
