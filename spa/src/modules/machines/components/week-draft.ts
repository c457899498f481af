import { faultOfWeek, weekdays, type Weekday, type WeeklyWindow } from '@cloudapp/contracts/weekly-windows';

/** A window as the fields of its row hold it. */
export interface WindowDraft {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

export const officeWindow: WindowDraft = { days: weekdays.slice(0, 5), from: '09:00', to: '18:00' };

/** The windows that were chosen, their days in the order of the week. */
export function windowsOf(windows: readonly WindowDraft[]): (WeeklyWindow & { days: Weekday[] })[] {
  return windows.map(({ days, from, to }) => ({ days: weekdays.filter((day) => days.includes(day)), from, to }));
}

/** What is plainly missing or wrong of a week's windows, before anything is sent. */
export function faultOfWindows(windows: readonly WindowDraft[]): string | undefined {
  if (windows.length === 0) return 'Add at least one time.';
  if (windows.some(({ days, from, to }) => days.length === 0 || from === '' || to === '')) {
    return 'Each needs at least one day, and both times.';
  }
  const fault = faultOfWeek(windows);
  return fault === undefined ? undefined : `Times ${fault}.`;
}
