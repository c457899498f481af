import type { WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import type { Chance } from '../histories/chance.ts';
import type { Ask } from './asks.ts';
import type { Machine } from './machine.ts';
import { countries } from './public-days.ts';
import type { Resident } from './resident.ts';
import type { DaysOff, Hours, Window } from './stretches.ts';
import { dayAfter, dayAt } from './wall-clock.ts';
import type { YearWorld } from './year-world.ts';

export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Sydney',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/Sao_Paulo',
] as const;

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const everyDay = [...weekdays, 'sat', 'sun'] as const;
/** Windows as people have them, and some that meet with every change of clocks. */
export const weeks: readonly (readonly Window[])[] = [
  [{ days: weekdays, from: '09:00', to: '18:00' }],
  [
    { days: weekdays, from: '08:30', to: '12:00' },
    { days: weekdays, from: '12:15', to: '17:00' },
  ],
  [
    { days: weekdays, from: '07:00', to: '11:00' },
    { days: weekdays, from: '13:00', to: '19:30' },
  ],
  [{ days: everyDay, from: '22:00', to: '02:30' }],
  [{ days: everyDay, from: '02:15', to: '05:00' }],
  [{ days: ['sat', 'sun'], from: '10:00', to: '14:00' }],
  [{ days: ['mon', 'wed', 'fri'], from: '06:00', to: '06:00' }],
];

export const durations = [1, 4, 8, 24, 48, 168, 720] as const;

type Deed =
  | 'start'
  | 'stop'
  | 'reboot'
  | 'terminate'
  | 'keep'
  | 'keep-running'
  | 'extend'
  | 'hours'
  | 'days-off'
  | 'calendar'
  | 'no-hours';

/** What people do to a machine in a state, and how probable each is. */
const probable: Readonly<Record<string, Readonly<Partial<Record<Deed, number>>>>> = {
  ready: {
    stop: 0.16,
    extend: 0.24,
    'keep-running': 0.05,
    hours: 0.2,
    'days-off': 0.16,
    calendar: 0.06,
    'no-hours': 0.06,
    reboot: 0.07,
    terminate: 0.03,
  },
  stopped: {
    start: 0.36,
    hours: 0.2,
    'days-off': 0.16,
    calendar: 0.04,
    'no-hours': 0.03,
    keep: 0.08,
    extend: 0.06,
    terminate: 0.03,
  },
  failed: { terminate: 0.9 },
};

/** Does one thing to a machine, as somebody may think of it. */
export async function doSomething(world: YearWorld, resident: Resident, machine: Machine): Promise<void> {
  const deed = world.around.chance.pick((probable[machine.state] ?? {}) as Record<Deed, number>);
  if (deed !== undefined) await deeds[deed]({ world, resident, machine, chance: world.around.chance });
}

interface Doing {
  readonly world: YearWorld;
  readonly resident: Resident;
  readonly machine: Machine;
  readonly chance: Chance;
}

const power =
  (what: 'start' | 'stop' | 'reboot' | 'terminate') =>
  async ({ resident, machine }: Doing): Promise<void> => {
    await resident.ask({ what, machineId: machine.id }, async ({ process, actions }) => {
      const now = process.clock();
      return await actions.perform(machine.id, what, resident.actor(now), now);
    });
  };

const deeds: Readonly<Record<Deed, (doing: Doing) => Promise<void>>> = {
  start: power('start'),
  stop: power('stop'),
  reboot: power('reboot'),
  terminate: power('terminate'),
  keep: async ({ resident, machine: { id } }) => {
    await resident.ask({ what: 'keep', machineId: id }, async ({ process, actions }) => {
      return await actions.keep(id, resident.actor(process.clock()), process.clock());
    });
  },
  'keep-running': async ({ resident, machine: { id }, chance }) => {
    const hours = chance.oneOf([1, 3, 24]);
    await resident.ask({ what: 'keep-running', machineId: id, hours }, async ({ process, usage }) => {
      return await usage.keep(id, hours, resident.actor(process.clock()), process.clock());
    });
  },
  extend: async ({ resident, machine: { id }, chance }) => {
    const hours = chance.oneOf(durations);
    await resident.ask({ what: 'extend', machineId: id, hours }, async ({ process, actions }) => {
      return await actions.extend(id, hours, resident.actor(process.clock()), process.clock());
    });
  },
  hours: async (doing) => {
    const { chance } = doing;
    const country = chance.happens(0.4) ? chance.oneOf(countries) : undefined;
    await setHours(doing, { zone: chance.oneOf(zones), windows: chance.oneOf(weeks), daysOff: [], country });
  },
  'days-off': async (doing) => {
    const rules = doing.machine.hours?.hours;
    if (rules === undefined) return;
    const today = dayAt(rules.zone, doing.world.now);
    const kept = rules.daysOff.filter(({ to }) => to >= today).slice(-5);
    await setHours(doing, { ...rules, daysOff: [...kept, someDaysOff(doing.chance, today)] });
  },
  calendar: async ({ world, resident, machine: { id, hours }, chance }) => {
    if (hours === undefined) return;
    const today = dayAt(hours.hours.zone, world.now);
    const daysOff = Array.from({ length: chance.whole(1, 6) }, () =>
      someDaysOff(chance, dayAfter(today, chance.whole(1, 40))),
    );
    const file = Buffer.from(calendarOf(daysOff)).toString('base64');
    await resident.ask({ what: 'calendar', machineId: id, daysOff }, async (replica) => {
      const now = replica.process.clock();
      return await replica.hours.setCalendar(id, { fileName: 'off.ics', file }, resident.actor(now), now);
    });
  },
  'no-hours': async ({ resident, machine: { id, hours } }) => {
    if (hours === undefined) return;
    await resident.ask({ what: 'no-hours', machineId: id }, async (replica) => {
      return await replica.hours.remove(id, resident.actor(replica.process.clock()), replica.process.clock());
    });
  },
};

type Rules = Extract<Ask, { readonly what: 'hours' }>['rules'];

async function setHours({ resident, machine: { id } }: Doing, rules: Rules): Promise<void> {
  const { zone, windows, daysOff, country } = rules;
  const asked = { zone, windows, daysOff, ...(country && { holidays: { country } }) } as unknown as WeeklyHours;
  await resident.ask({ what: 'hours', machineId: id, rules: { zone, windows, daysOff, country } }, async (replica) => {
    return await replica.hours.set(id, asked, resident.actor(replica.process.clock()), replica.process.clock());
  });
}

/** Not today, until some day, or away for weeks. */
function someDaysOff(chance: Chance, today: string): DaysOff {
  if (chance.happens(0.4)) return { from: today, to: today };
  if (chance.happens(0.5)) return { from: today, to: dayAfter(today, chance.whole(1, 4)) };
  const from = dayAfter(today, chance.whole(1, 10));
  return { from, to: dayAfter(from, chance.whole(4, 20)) };
}

/** A calendar's file whose events last whole days; their ends are the days after. */
function calendarOf(daysOff: Hours['calendar']): string {
  const date = (day: string) => day.replaceAll('-', '');
  const events = daysOff.flatMap(({ from, to }, index) => [
    'BEGIN:VEVENT',
    `UID:${index}@example.org`,
    `DTSTART;VALUE=DATE:${date(from)}`,
    `DTEND;VALUE=DATE:${date(dayAfter(to, 1))}`,
    'SUMMARY:Off',
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');
}
