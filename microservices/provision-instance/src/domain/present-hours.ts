import type { MachineHours } from '@cloudapp/contracts/weekly-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { momentsOfHours } from '@cloudapp/machines/domain/hours';
import { dayIn } from '@cloudapp/machines/domain/wall-time';

/** The hours of a machine, and what comes of them next; nothing of one that has none. */
export function presentHours(record: InstanceRecord, now: Date): MachineHours | undefined {
  const { hours } = record;
  if (hours === undefined) return undefined;
  const { startsAt, stopsAt } = momentsOfHours(record, now);
  return {
    zone: hours.zone,
    windows: hours.windows.map((window) => ({ ...window, days: [...window.days] })),
    holidays: hours.holidays && { country: hours.holidays.country, region: hours.holidays.region },
    ...(hours.calendar && { calendar: presentCalendar(hours.calendar, dayIn(hours.zone, now.getTime())) }),
    daysOff: [...hours.daysOff],
    ...(startsAt !== undefined && { startsAt: new Date(startsAt).toISOString() }),
    ...(stopsAt !== undefined && { stopsAt: new Date(stopsAt).toISOString() }),
  };
}

function presentCalendar({ name, daysOff, source }: NonNullable<StoredHours['calendar']>, today: string) {
  const left = daysOff.filter(({ to }) => to >= today);
  const days = left.reduce((sum, { from, to }) => sum + lengthDays(from > today ? from : today, to), 0);
  const lastDay = left.at(-1)?.to;
  return { name, days, ...(lastDay !== undefined && { lastDay }), ...(source && { source: presentSource(source) }) };
}

type Source = NonNullable<NonNullable<StoredHours['calendar']>['source']>;

function presentSource({ address, fetchedAt, failure }: Source) {
  const lost = failure && { failedSince: failure.since, fault: failure.fault };
  return { host: new URL(address).host, fetchedAt, ...lost };
}

function lengthDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}
