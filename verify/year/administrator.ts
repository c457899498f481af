import { stub } from '@cloudapp/machines/testing/stub';
import { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import type { MachineRules } from '@cloudapp/contracts/machine-rules';
import { optionalNoticeKinds, type OptionalNoticeKind } from '@cloudapp/contracts/notice';
import { switchNotices } from '../../microservices/create-user/src/application/notices.ts';
import type { Parts } from '../../microservices/create-user/src/application/parts.ts';
import { editUser } from '../../microservices/create-user/src/application/users.ts';
import type { Replica } from '../histories/replica.ts';
import type { BudgetsAsked, RulesAsked } from './asks.ts';
import { weeks, zones } from './deeds.ts';
import { countries } from './public-days.ts';
import type { Resident } from './resident.ts';
import type { YearWorld } from './year-world.ts';

const hourMs = 3_600_000;
const optionalKinds = optionalNoticeKinds;

/** Disables the account of somebody, and enables it again after hours or days. */
export async function sendAway(world: YearWorld, admin: Resident, resident: Resident): Promise<void> {
  const { time, chance } = world.around;
  const { id } = resident.known;
  const stops = chance.happens(0.6);
  await admin.inTurn(async () => {
    await admin.ask({ what: 'disable', userId: id, stops }, () => edit(world, admin, id, 'disabled', stops));
  });
  world.disturb();
  await time.sleep(chance.between(2, 200) * hourMs);
  await admin.inTurn(async () => {
    if (resident.known.isAway && chance.happens(0.5)) await startForOwner(world, admin, resident);
    await admin.ask({ what: 'enable', userId: id }, () => edit(world, admin, id, 'active', undefined));
  });
  world.disturb();
}

/** Of somebody who may not sign in themselves. */
async function startForOwner(world: YearWorld, admin: Resident, { machines }: Resident): Promise<void> {
  const stopped = machines.find(({ state }) => state === 'stopped');
  if (stopped === undefined) return;
  const { id } = stopped;
  await admin.ask({ what: 'start', machineId: id }, async ({ process, actions }) => {
    return await actions.perform(id, 'start', admin.actor(process.clock()), process.clock());
  });
  await world.around.time.sleep(world.around.chance.between(0.2, 30) * hourMs);
}

async function edit(
  world: YearWorld,
  admin: Resident,
  userId: string,
  status: 'active' | 'disabled',
  stopMachines: boolean | undefined,
): Promise<object> {
  const { process, database, users, quotas, accounts } = world.accounts();
  const mailAddresses = new MailAddressRepository(database);
  const parts = stub<Parts>('create-user', { users, quotas, accounts, mailAddresses });
  const now = process.clock();
  return await editUser(parts, userId, { status, stopMachines }, { ...admin.actor(now), now });
}

/** Goes to live in another time zone. */
export async function moveAway(world: YearWorld, resident: Resident): Promise<void> {
  const { known } = resident;
  const zone = world.around.chance.oneOf(zones);
  known.zoneSince = world.now;
  const move = () =>
    resident.ask({ what: 'zone', zone }, async () => {
      const { users } = world.accounts();
      await users.setTimeZone(known.id, zone);
      known.zone = zone;
      return {};
    });
  // Whoever got no answer asks again: they may have moved, or not.
  while ((await move()) === 'unanswered');
  known.zoneSince = world.now;
}

/** Switches kinds of mails off, and others on. */
export async function chooseNotices(world: YearWorld, resident: Resident): Promise<void> {
  const { chance } = world.around;
  const off: OptionalNoticeKind[] = optionalKinds.filter(() => chance.happens(0.25));
  await resident.ask({ what: 'notices', off }, async () => {
    const { process, users, accounts } = world.accounts();
    const now = process.clock();
    return await switchNotices({ users, accounts }, off, { ...resident.actor(now), now });
  });
}

/** Sets other rules for all machines. @param days for which machines are kept. @default some, or for ever */
export async function changeRules(world: YearWorld, admin: Resident, days?: number): Promise<void> {
  const { chance } = world.around;
  const country = chance.happens(0.5) ? chance.oneOf(countries) : undefined;
  const rules: RulesAsked = {
    keptDays: days ?? (chance.happens(0.2) ? undefined : chance.oneOf([7, 7, 9, 14])),
    longestHours: chance.oneOf([24, 168, 720, 720]),
    idleMinutes: chance.happens(0.25) ? undefined : chance.oneOf([30, 45, 120]),
    usual: chance.happens(0.5) ? { zone: chance.oneOf(zones), windows: chance.oneOf(weeks), country } : undefined,
  };
  await admin.ask({ what: 'rules', rules }, async (replica) => {
    const now = replica.process.clock();
    return await replica.rules.set(asMachineRules(rules), admin.actor(now), now);
  });
  world.disturb();
}

/** Sets what machines of people may cost in a month. */
export async function changeBudgets(world: YearWorld, admin: Resident, residents: readonly Resident[]): Promise<void> {
  const { chance } = world.around;
  const some = residents.filter(() => chance.happens(0.25));
  const budgets: BudgetsAsked = {
    monthly: chance.happens(0.15) ? undefined : chance.oneOf([3, 5, 8, 20]),
    people: some.map(({ known }) => ({
      userId: known.id,
      monthly: chance.happens(0.3) ? undefined : chance.oneOf([1.5, 6, 40]),
      isExempt: chance.happens(0.3),
    })),
  };
  await admin.ask({ what: 'budgets', budgets: inMicros(budgets) }, async (replica) => {
    const now = replica.process.clock();
    return await replica.budgets.set(wantedOf(budgets), admin.actor(now), now);
  });
  world.disturb();
}

function inMicros({ monthly, people }: BudgetsAsked): BudgetsAsked {
  const micros = (dollars: number | undefined) => dollars && dollars * 1_000_000;
  return { monthly: micros(monthly), people: people.map((one) => ({ ...one, monthly: micros(one.monthly) })) };
}

function wantedOf({ monthly, people }: BudgetsAsked): Parameters<Replica['budgets']['set']>[0] {
  const amount = (of: number | undefined) => (of === undefined ? {} : { monthly: of });
  return { ...amount(monthly), people: people.map(({ monthly: own, ...one }) => ({ ...one, ...amount(own) })) };
}

function asMachineRules({ keptDays, longestHours, idleMinutes, usual }: RulesAsked): MachineRules {
  const holidays = usual?.country && { holidays: { country: usual.country } };
  const usualHours = usual && { zone: usual.zone, windows: usual.windows, ...holidays };
  const idle = idleMinutes !== undefined && { idleMinutes };
  const chosen = { ...(keptDays !== undefined && { keptDays }), ...idle, ...(usualHours && { usualHours }) };
  return { longestHours: { user: longestHours, admin: 720 }, longestHoursOf: {}, ...chosen } as unknown as MachineRules;
}
