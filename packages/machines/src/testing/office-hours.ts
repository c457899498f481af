import type { InstanceIn } from '@cloudapp/data/instance-record';
import type { StoredHours } from '@cloudapp/data/stored-hours';
import { sampleRecord } from './sample-record.ts';

/** Weekdays 9:00–18:00 in UTC; 2026-03-02 is a Monday. */
export const office: StoredHours = {
  zone: 'UTC',
  windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
  daysOff: [],
  setAt: '2026-03-01T12:00:00.000Z',
};
export const instant = (text: string) => `2026-03-${text}:00.000Z`;

export const stoppedSince = (
  text: string,
  hours: Partial<StoredHours> = {},
  more: Partial<InstanceIn<'stopped'>> = {},
) => sampleRecord('stopped', { stateChangedAt: instant(text), hours: { ...office, ...hours }, ...more });
export const runningSince = (text: string, more: Partial<InstanceIn<'ready'>> = {}) =>
  sampleRecord('ready', {
    runsSince: instant(text),
    stateChangedAt: instant(text),
    leaseEndsAt: instant('20T00:00'),
    hours: office,
    ...more,
  });
