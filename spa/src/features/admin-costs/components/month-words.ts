import { startOfMonth } from '@cloudapp/contracts/months';

/** The month before one such as `2026-11`, without its year: "October". */
export function monthBeforeWords(month: string): string {
  const day = new Date(startOfMonth(month));
  day.setUTCMonth(day.getUTCMonth() - 1);
  return day.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' });
}
