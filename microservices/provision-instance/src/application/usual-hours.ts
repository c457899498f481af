import type { StoredHours } from '@cloudapp/data/stored-hours';
import { lookUpHolidays } from '@cloudapp/machines/application/hours-change';
import type { Machines } from '@cloudapp/machines/composition';
import { hoursFromStart } from '@cloudapp/machines/domain/hours-moves';
import { isKnownZone } from '@cloudapp/machines/domain/wall-time';
import type { Actor } from '../domain/actor.ts';

/** The hours that a machine gets which somebody launches now, as administrators have set them; undefined where they have set none. */
export async function usualHoursFor(
  { rules, holidays }: Pick<Machines, 'rules' | 'holidays'>,
  { timeZone }: Pick<Actor, 'timeZone'>,
  now: Date,
): Promise<StoredHours | undefined> {
  const { usualHours } = await rules.ofAll(now);
  if (usualHours === undefined) return undefined;
  const zone = timeZone !== undefined && isKnownZone(timeZone) ? timeZone : usualHours.zone;
  const found = usualHours.holidays && (await lookUpHolidays(holidays, usualHours.holidays, now));
  return hoursFromStart(usualHours, zone, found, now);
}
