import { describe, expect, it } from 'vitest';
import { PublicHolidays } from './public-holidays.ts';

const holidays = new PublicHolidays();

describe('public holidays', () => {
  it('are those of a country and of its region', async () => {
    const country = await holidays.daysOf({ country: 'DE' }, 2026, 2026);
    const region = await holidays.daysOf({ country: 'DE', region: 'BE' }, 2026, 2026);

    expect(country).toEqual(expect.arrayContaining(['2026-01-01', '2026-04-03', '2026-12-25']));
    // International Women's Day is one in Berlin, and no other is added.
    expect(region?.filter((day) => country?.includes(day) !== true)).toEqual(['2026-03-08']);
  });

  it('of several years follow each other', async () => {
    const days = (await holidays.daysOf({ country: 'US' }, 2026, 2028)) ?? [];

    expect(days).toEqual([...days].sort());
    expect(new Set(days.map((day) => day.slice(0, 4)))).toEqual(new Set(['2026', '2027', '2028']));
  });

  it('of several days are all of them', async () => {
    expect(await holidays.daysOf({ country: 'KR' }, 2026, 2026)).toEqual(
      expect.arrayContaining(['2026-02-17', '2026-02-18', '2026-02-19']),
    );
  });

  it('are whole days alone, and no days on which people work', async () => {
    const days = await holidays.daysOf({ country: 'IS' }, 2026, 2026);

    expect(days).toContain('2026-12-25');
    // Christmas Eve begins at 13:00 there.
    expect(days).not.toContain('2026-12-24');
    expect(await holidays.daysOf({ country: 'US' }, 2026, 2026)).not.toContain('2026-02-14');
  });

  it.each([
    { country: 'XX' },
    { country: 'DE', region: 'XX' },
    { country: 'VA', region: 'BE' },
    { country: 'constructor' },
  ])('of %j are not known', async (region) => {
    expect(await holidays.daysOf(region, 2026, 2026)).toBeUndefined();
  });

  it('are known of countries by name, with their regions', async () => {
    const countries = await holidays.countries();

    expect(countries.length).toBeGreaterThan(150);
    expect(countries).toContainEqual(expect.objectContaining({ country: 'DE', name: 'Germany' }));
    expect(countries.find(({ country }) => country === 'DE')?.regions).toContainEqual({ region: 'BE', name: 'Berlin' });
    expect(countries.map(({ country }) => country).filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([]);
    expect(
      countries.flatMap(({ regions }) => regions).filter(({ region }) => !/^[A-Za-z0-9]{1,20}$/.test(region)),
    ).toEqual([]);
  });
});
