import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { maxCalendarBytes, type setHoursCalendar } from '@cloudapp/contracts/hours-routes';
import type { RouteBody } from '@cloudapp/contracts/route';
import { Failure } from '../failure.ts';

export type CalendarFile = RouteBody<typeof setHoursCalendar>;

const longestName = 100;

/**
 * A calendar's file as it is sent; what it says is for the service to read.
 * @throws Failure
 */
export async function readCalendar(path: string): Promise<CalendarFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new Failure('usage', `${path} cannot be read.`, { cause: error });
  });
  if (bytes.length === 0 || bytes.length > maxCalendarBytes) {
    throw new Failure('usage', `${path} is empty, or larger than ${maxCalendarBytes / 1024} KB.`);
  }
  return { fileName: basename(path).slice(0, longestName), file: bytes.toString('base64') };
}
