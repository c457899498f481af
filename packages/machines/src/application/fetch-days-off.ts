import { CalendarFileError } from '../domain/calendar-file-error.ts';
import type { CalendarSource } from './ports.ts';
import { readDaysOff, type CalendarDaysOff } from './read-days-off.ts';

/**
 * The days off in the calendar at an address.
 * @param today the calendar day where the machine is meant
 * @throws CalendarFileError with words for whoever typed the address
 */
export async function fetchDaysOff(
  calendars: CalendarSource,
  address: string,
  today: string,
): Promise<CalendarDaysOff> {
  const read = await calendars.read(address);
  if ('fault' in read) throw new CalendarFileError(`cannot be fetched: ${read.fault}`);
  return await readDaysOff(read.bytes, new URL(address).host, today);
}
