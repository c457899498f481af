import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, eventOf, likeApple, likeGoogle, likeOutlook } from '../testing/calendars.ts';
import { readDaysOff } from './read-days-off.ts';

const today = '2026-11-30';
const read = async (bytes: Uint8Array) => await readDaysOff(bytes, 'days.ics', today);
const daysOf = async (bytes: Uint8Array) =>
  (await read(bytes)).daysOff.map(({ from, to }) => (from === to ? from : `${from} to ${to}`));

describe('days off', () => {
  it('are those to come in a calendar like Google’s', async () => {
    expect(await read(likeGoogle)).toEqual({
      name: 'Feiertage in Deutschland',
      daysOff: ['2026-12-25', '2027-12-25'].map((day) => ({ from: day, to: day })),
    });
  });

  it('are whole days with times, over several days, in one like Outlook’s, and no day of which hours are taken', async () => {
    expect(await read(likeOutlook)).toEqual({
      name: 'Betriebsferien',
      daysOff: [{ from: '2026-12-24', to: '2027-01-01' }],
    });
  });

  it('are those of rules in one like Apple’s, with their exceptions', async () => {
    expect(await read(likeApple)).toEqual({
      name: 'US Holidays',
      daysOff: ['2027-02-22', '2027-07-05', '2027-11-25', '2028-07-04', '2028-11-23'].map((day) => ({
        from: day,
        to: day,
      })),
    });
  });

  it.each([
    ['a day with a duration', eventOf('20261224', 'DURATION:P1W'), ['2026-12-24 to 2026-12-30']],
    ['a day that ends on itself', eventOf('20261224', 'DTEND;VALUE=DATE:20261224'), ['2026-12-24']],
    ['days that overlap or follow', [...eventOf('20261224'), ...eventOf('20261225')], ['2026-12-24 to 2026-12-25']],
    ['what has begun before', eventOf('20261101', 'DTEND;VALUE=DATE:20261202'), ['2026-11-30 to 2026-12-01']],
    ['what ends in ages', eventOf('20281101', 'DTEND;VALUE=DATE:99990101'), ['2028-11-01 to 2028-11-30']],
    ['a rule that is older', eventOf('20200101', 'RRULE:FREQ=MONTHLY;INTERVAL=12'), ['2027-01-01', '2028-01-01']],
    ['a rule with an end', eventOf('20200101', 'RRULE:FREQ=YEARLY;UNTIL=20270101'), ['2027-01-01']],
    [
      'several days that repeat',
      eventOf('20201128', 'DTEND;VALUE=DATE:20201202', 'RRULE:FREQ=YEARLY;COUNT=8'),
      ['2026-11-30 to 2026-12-01', '2027-11-28 to 2027-12-01'],
    ],
    [
      'the last Monday of May',
      eventOf('20200525', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO'),
      ['2027-05-31', '2028-05-29'],
    ],
  ])('are taken of %s', async (_, lines, expected) => {
    expect(await daysOf(calendarOf(...lines))).toEqual(expected);
  });

  it('are those of all calendars in the file', async () => {
    const both = Buffer.concat([likeGoogle, likeOutlook]);

    expect(await daysOf(both)).toEqual(['2026-12-24 to 2027-01-01', '2027-12-25']);
  });

  it('have the name of the file where the calendar’s own is none to show', async () => {
    expect((await read(calendarOf('X-WR-CALNAME:\u202Eevil', ...eventOf('20261224')))).name).toBe('days.ics');
    expect((await read(calendarOf(...eventOf('20261224')))).name).toBe('days.ics');
  });
});

describe('a file is refused that', () => {
  const many = (count: number, ...lines: string[]) =>
    Array.from({ length: count }, () => eventOf('20261224', ...lines)).flat();
  const rule = (text: string, start = '20260101') => calendarOf(...eventOf(start, `RRULE:${text}`));
  const apart = Array.from({ length: 201 }, (_, index) => {
    const day = new Date(Date.UTC(2027, 0, 1 + 2 * index)).toISOString().slice(0, 10).replaceAll('-', '');
    return eventOf(day);
  }).flat();

  it.each([
    ['is not UTF-8', Buffer.from([0x42, 0xff, 0xfe]), 'is no text in UTF-8'],
    ['is UTF-16', Buffer.from('\uFEFFBEGIN:VCALENDAR', 'utf16le'), 'is no text in UTF-8'],
    ['is empty', Buffer.from(''), 'is no calendar'],
    ['is a page', Buffer.from('<!doctype html>\n<p>Sign in: here'), 'is no calendar'],
    ['is a card', Buffer.from('BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n'), 'is no calendar'],
    ['breaks off', likeGoogle.subarray(0, 700), 'is no calendar that can be read'],
    ['has no end of its quotes', calendarOf(`X;A="${'a'.repeat(200_000)}:1`), 'is no calendar that can be read'],
    ['is nested without end', Buffer.from('BEGIN:VCALENDAR\n'.repeat(15_000)), 'is no calendar that can be read'],
    [
      'hides its events in calendars in calendars',
      calendarOf(
        ...Array<string>(5000).fill('BEGIN:VCALENDAR'),
        ...eventOf('20261224'),
        ...Array<string>(5000).fill('END:VCALENDAR'),
      ),
      'has no whole day',
    ],
    ['has no event', calendarOf(), 'has no whole day within the next two years'],
    ['has only events that are over', calendarOf(...eventOf('20251224')), 'has no whole day'],
    ['has only one that is cancelled', calendarOf(...eventOf('20261224', 'STATUS:CANCELLED')), 'has no whole day'],
    ['has too many events', calendarOf(...many(2001)), 'has more than 2000 events'],
    ['has too many days', calendarOf(...apart), 'has more than 200 days off in two years'],
    [
      'has too many events that repeat',
      calendarOf(...many(51, 'RRULE:FREQ=YEARLY')),
      'has more than 50 events that repeat',
    ],
    ['repeats a billion times', rule('FREQ=YEARLY;COUNT=1000000000'), 'repeats an event more than 400 times'],
    ['repeats each second', rule('FREQ=SECONDLY'), 'repeats an event within a day'],
    ['repeats each hour by another name', rule('FREQ=DAILY;BYHOUR=0,1,2,3'), 'repeats an event within a day'],
    [
      'repeats in hundreds of ways',
      rule(`FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 366 }, (_, day) => day + 1).join()}`),
      'repeats an event in too many ways',
    ],
    ['repeats on a day that never is', rule('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'), 'has no whole day'],
    ['repeats after a million years', rule('FREQ=YEARLY;INTERVAL=1000000'), 'has no whole day'],
    ['begins on a day that is none', calendarOf(...eventOf('99999999')), 'has no whole day'],
  ])('%s', async (_, bytes, said) => {
    await expect(read(bytes)).rejects.toThrow(
      expect.objectContaining({ name: 'CalendarFileError', message: expect.stringContaining(said) as string }) as Error,
    );
  });

  it('is damaged anywhere, or read as before', async () => {
    const whole = [likeGoogle, likeOutlook, likeApple];
    const damaged = fc.record({
      file: fc.constantFrom(...whole),
      at: fc.nat(),
      byte: fc.nat({ max: 255 }),
      cut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damaged, async ({ file, at, byte, cut }) => {
        const bytes = Buffer.from(file);
        bytes[at % bytes.length] = byte;

        const ended = await read(cut ? bytes.subarray(0, at % bytes.length) : bytes).then(
          ({ daysOff }) => daysOff.every(({ from, to }) => from >= today && from <= to && to <= '2028-11-30'),
          (error: unknown) => error instanceof Error && error.name === 'CalendarFileError',
        );

        expect(ended).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('of the worst kind is answered while others are, too', async () => {
    const worst = calendarOf(
      ...Array.from({ length: 50 }, (_, index) =>
        eventOf(
          '16010101',
          `RRULE:FREQ=MONTHLY;COUNT=400;BYMONTHDAY=${Array.from({ length: 31 }, (__, day) => day + 1).join()}`,
          `X-N:${index}`,
        ),
      ).flat(),
    );
    let others = 0;
    const tick = setInterval(() => (others += 1), 1);

    await expect(read(worst)).rejects.toThrow('has no whole day');
    clearInterval(tick);

    expect(others).toBeGreaterThan(0);
  });
});
