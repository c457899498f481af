import type { MachineHours, WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import { browserTimeZone } from '../../../lib/time-zone.ts';
import {
  faultOfWindows,
  officeWindow,
  windowsOf,
  type WindowDraft,
} from '../../../modules/machines/components/week-draft.ts';
import type { DaysOff } from './hours-words.ts';

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

/** What is offered to whoever has none: an office where the reader is. */
export function draftOf(hours: MachineHours | undefined): HoursDraft {
  if (hours === undefined)
    return { zone: browserTimeZone(), windows: [officeWindow], country: '', region: '', daysOff: [] };
  const { zone, windows, holidays, daysOff } = hours;
  return { zone, windows, daysOff, country: holidays?.country ?? '', region: holidays?.region ?? '' };
}

export function hoursOf({ zone, windows, country, region, daysOff }: HoursDraft): WeeklyHours {
  return {
    zone,
    windows: windowsOf(windows),
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
