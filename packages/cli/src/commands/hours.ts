import {
  followHoursCalendar,
  removeHours,
  removeHoursCalendar,
  setHours,
  setHoursCalendar,
} from '@cloudapp/contracts/hours-routes';
import type { Instance } from '@cloudapp/contracts/instance';
import { weeklyHoursSchema, type MachineHours, type WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import * as z from 'zod';
import type { ApiClient } from '../api/api-client.ts';
import type { Call, Command } from '../command.ts';
import { Failure } from '../failure.ts';
import { dayBefore, dayIn, withDaysOff } from '../hours/days-off.ts';
import { hoursFacts } from '../hours/hours-facts.ts';
import { readCalendar, type CalendarFile } from '../hours/read-calendar.ts';
import { readWindows } from '../hours/read-windows.ts';
import { findMachine } from '../machines/find-machine.ts';
import { clean } from '../output/clean.ts';

const changes = ['at', 'zone', 'holidays', 'until'] as const;

export const hours: Command = {
  name: 'hours',
  summary: 'Say at which hours of the week a machine runs, or change them',
  positionals: [{ name: 'MACHINE', completes: 'machines' }],
  options: [
    { name: 'at', value: 'TIMES', summary: 'When it runs: `mon-fri 09:00-18:00; sat 10:00-14:00`' },
    { name: 'zone', value: 'ZONE', summary: 'Where these times are meant, as Europe/Berlin; where you are otherwise' },
    { name: 'holidays', value: 'COUNTRY', summary: 'Not started on its public holidays: DE, DE-BY, or none' },
    {
      name: 'calendar',
      value: 'FILE',
      summary: 'Not started on the whole days of this calendar (.ics): a file, an https address, or none',
      completes: 'files',
    },
    { name: 'not-today', summary: 'Not started any more today' },
    { name: 'until', value: 'DAY', summary: 'Not started before this day, as 2026-12-31' },
    { name: 'off', summary: 'It has no hours any more' },
  ],
  notes: [
    'What you do not say stays as it is. A machine that runs goes on until its time ends.',
    'An end before the beginning is on the next day; `daily` stands for all days.',
  ],
  run: async (call) => {
    const { api: open, positional, isOn, text, page } = call;
    const isChange = isOn('not-today') || changes.some((option) => text(option) !== undefined);
    const calendar = text('calendar');
    if (isOn('off') && (isChange || calendar !== undefined)) throw new Failure('usage', '--off stands alone.');
    const api = await open();
    const machine = await findMachine(api, positional('MACHINE'));
    const params = { id: machine.id };
    if (isOn('off')) {
      const after = await api.call(removeHours, { params });
      page.answer(after, () => [`${clean(after.name)} has no hours any more.`]);
      return undefined;
    }
    const chosen = calendar === undefined ? undefined : await calendarOf(calendar);
    const set = isChange ? await api.call(setHours, { params, body: wishOf(call, machine) }) : machine;
    tell(call, chosen === undefined ? set : await setCalendar(api, machine.id, chosen));
    return undefined;
  },
};

type Calendar = CalendarFile | { readonly address: string } | 'none';

async function calendarOf(text: string): Promise<Calendar> {
  if (text === 'none') return text;
  return /^https?:\/\//.test(text) ? { address: text } : await readCalendar(text);
}

async function setCalendar(api: ApiClient, id: string, calendar: Calendar): Promise<Instance> {
  const params = { id };
  if (calendar === 'none') return await api.call(removeHoursCalendar, { params });
  if ('address' in calendar) return await api.call(followHoursCalendar, { params, body: calendar });
  return await api.call(setHoursCalendar, { params, body: calendar });
}

function tell({ page, surroundings }: Call, machine: Instance): void {
  page.answer(machine, () => {
    if (machine.hours !== undefined) return hoursFacts(machine.hours, surroundings.now());
    return [`${clean(machine.name)} has no hours: it runs until somebody stops it, or its time is over.`];
  });
}

/** The hours that a machine is to have, with everything of before that nobody has said otherwise. */
function wishOf(call: Call, { name, hours: before }: Instance): WeeklyHours {
  const { text } = call;
  const windows = windowsOf(text('at'), before);
  if (windows === undefined) {
    throw new Failure('usage', `${clean(name)} has no hours yet: say --at 'mon-fri 09:00-18:00', or other times.`);
  }
  const zone = text('zone') ?? before?.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const holidays = holidaysOf(text('holidays'), before);
  const daysOff = before?.daysOff ?? [];
  const wish = valid({ zone, windows, daysOff, ...(holidays && { holidays }) });
  return valid({ ...wish, daysOff: daysOffOf(call, wish) });
}

function windowsOf(typed: string | undefined, before: MachineHours | undefined) {
  if (typed === undefined) return before?.windows;
  const windows = readWindows(typed);
  if (windows === undefined) {
    throw new Failure('usage', `--at takes times such as 'mon-fri 09:00-18:00; sat 10:00-14:00'.`);
  }
  return windows.map((window) => ({ ...window, days: [...window.days] }));
}

function holidaysOf(typed: string | undefined, before: MachineHours | undefined): WeeklyHours['holidays'] {
  if (typed === undefined) return before?.holidays;
  if (typed === 'none') return undefined;
  const [country = '', region] = typed.split('-', 2);
  return { country: country.toUpperCase(), ...(region !== undefined && { region }) };
}

function daysOffOf({ isOn, text, surroundings }: Call, { zone, daysOff }: WeeklyHours): WeeklyHours['daysOff'] {
  const today = dayIn(zone, surroundings.now());
  const until = text('until');
  if (until !== undefined && !z.iso.date().safeParse(until).success) {
    throw new Failure('usage', '--until takes a day, as 2026-12-31.');
  }
  if (until !== undefined && until <= today) throw new Failure('usage', '--until takes a day that is still to come.');
  const last = until === undefined ? today : dayBefore(until);
  return isOn('not-today') || until !== undefined ? withDaysOff(daysOff, { from: today, to: last }) : [...daysOff];
}

/** @throws Failure that says what cannot be */
function valid(wish: WeeklyHours): WeeklyHours {
  const read = weeklyHoursSchema.safeParse(wish);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path[0];
  const options: Readonly<Record<string, string>> = { windows: '--at', zone: '--zone', holidays: '--holidays' };
  throw new Failure('usage', `${options[String(field)] ?? 'The days off'}: ${issue?.message ?? 'cannot be'}.`);
}
