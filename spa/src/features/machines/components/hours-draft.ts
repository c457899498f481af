import type { MachineHours, WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import { faultOfWeek, weekdays, type Weekday } from '@cloudapp/contracts/weekly-windows';
import type { DaysOff } from './hours-words.ts';

export interface WindowDraft {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** Hours as the fields of their form hold them. */
export interface HoursDraft {
  readonly zone: string;
  readonly windows: readonly WindowDraft[];
  /** Empty where no holidays count. */
  readonly country: string;
  /** Empty for the whole country. */
  readonly region: string;
  readonly daysOff: readonly DaysOff[];
}

export const officeWindow: WindowDraft = { days: weekdays.slice(0, 5), from: '09:00', to: '18:00' };

/** What is offered to whoever has none: an office where the reader is. */
export function draftOf(hours: MachineHours | undefined): HoursDraft {
  if (hours === undefined) return { zone: zoneHere(), windows: [officeWindow], country: '', region: '', daysOff: [] };
  const { zone, windows, holidays, daysOff } = hours;
  return { zone, windows, daysOff, country: holidays?.country ?? '', region: holidays?.region ?? '' };
}

export function hoursOf({ zone, windows, country, region, daysOff }: HoursDraft): WeeklyHours {
  return {
    zone,
    windows: windows.map(({ days, from, to }) => ({ days: weekdays.filter((day) => days.includes(day)), from, to })),
    daysOff: daysOff.map((one) => ({ ...one })),
    ...(country !== '' && { holidays: { country, ...(region !== '' && { region }) } }),
  };
}

export interface HoursFaults {
  readonly windows?: string;
  readonly daysOff?: string;
}

/** What is plainly missing or wrong, before anything is sent. */
export function faultsOf({ windows, daysOff }: HoursDraft): HoursFaults {
  const week = faultOfWindows(windows);
  const isOrdered = daysOff.every(({ from, to }) => from !== '' && from <= to);
  return {
    ...(week !== undefined && { windows: week }),
    ...(!isOrdered && { daysOff: 'Each needs a first day, and a last day that is not before it.' }),
  };
}

function faultOfWindows(windows: readonly WindowDraft[]): string | undefined {
  if (windows.length === 0) return 'Add at least one time.';
  if (windows.some(({ days, from, to }) => days.length === 0 || from === '' || to === '')) {
    return 'Each needs at least one day, and both times.';
  }
  const fault = faultOfWeek(windows);
  return fault === undefined ? undefined : `Times ${fault}.`;
}

function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone that the browser knows, and the one that is chosen. */
export function zonesWith(zone: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', zone])].sort();
}
