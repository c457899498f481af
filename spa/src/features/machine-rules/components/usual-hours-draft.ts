import type { UsualHours } from '@cloudapp/contracts/weekly-hours';
import { browserTimeZone } from '../../../lib/time-zone.ts';
import {
  faultOfWindows,
  officeWindow,
  windowsOf,
  type WindowDraft,
} from '../../../modules/machines/components/week-draft.ts';

/** The hours of new machines as their fields hold them, which they do while they are switched off, too. */
export interface UsualHoursDraft {
  readonly isOn: boolean;
  readonly zone: string;
  readonly windows: readonly WindowDraft[];
  /** Empty where no holidays count. */
  readonly country: string;
  /** Empty for the whole country. */
  readonly region: string;
}

export function usualHoursDraftOf(hours: UsualHours | undefined): UsualHoursDraft {
  const { zone = browserTimeZone(), windows = [officeWindow], holidays } = hours ?? {};
  return {
    isOn: hours !== undefined,
    zone,
    windows,
    country: holidays?.country ?? '',
    region: holidays?.region ?? '',
  };
}

/** What is plainly missing or wrong; undefined of what is switched off. */
export function faultOfUsualHours({ isOn, windows }: UsualHoursDraft): string | undefined {
  return isOn ? faultOfWindows(windows) : undefined;
}

export function usualHoursOf({ isOn, zone, windows, country, region }: UsualHoursDraft): UsualHours | undefined {
  if (!isOn) return undefined;
  const holidays = country !== '' && { holidays: { country, ...(region !== '' && { region }) } };
  return { zone, windows: windowsOf(windows), ...holidays };
}
