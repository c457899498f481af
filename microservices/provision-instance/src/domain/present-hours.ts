import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { momentsOfHours } from '@cloudapp/machines/domain/hours';

/** The hours of a machine, and what comes of them next; nothing of one that has none. */
export function presentHours(record: InstanceRecord, now: Date): MachineHours | undefined {
  const { hours } = record;
  if (hours === undefined) return undefined;
  const { startsAt, stopsAt } = momentsOfHours(record, now);
  return {
    zone: hours.zone,
    windows: hours.windows.map((window) => ({ ...window, days: [...window.days] })),
    holidays: hours.holidays && { country: hours.holidays.country, region: hours.holidays.region },
    daysOff: [...hours.daysOff],
    ...(startsAt !== undefined && { startsAt: new Date(startsAt).toISOString() }),
    ...(stopsAt !== undefined && { stopsAt: new Date(stopsAt).toISOString() }),
  };
}
