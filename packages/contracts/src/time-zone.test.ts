import { describe, expect, it } from 'vitest';
import { isTimeZone, timeZoneName } from './time-zone.ts';

describe('a time zone', () => {
  it.each([
    'Europe/Vienna',
    'Europe/Kyiv',
    'America/Argentina/ComodRivadavia',
    'America/Port-au-Prince',
    'Etc/GMT+1',
    'UTC',
  ])('is %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
    expect(timeZoneName.parse(zone)).toBe(zone);
  });

  it.each([
    '',
    'Vienna',
    'Europe/Atlantis',
    '+01:00',
    '-0800',
    ' Europe/Vienna',
    'Europe/Vienna\n',
    'Europe/Vienna\u0000',
    '../../etc/passwd',
    'Europe/'.repeat(20),
  ])('is not %j', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
    expect(timeZoneName.safeParse(zone).success).toBe(false);
  });
});
