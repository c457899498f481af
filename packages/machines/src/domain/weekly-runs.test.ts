import { weekdays, type WeeklyWindow } from '@cloudapp/contracts/weekly-windows';
import { weeklyHoursSchema } from '@cloudapp/contracts/weekly-hours';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayIn } from './wall-time.ts';
import { runsAround, type WeeklyRules } from './weekly-runs.ts';

const workdays = weekdays.slice(0, 5);
const rulesOf = (zone: string, windows: WeeklyWindow[], more: Partial<WeeklyRules> = {}): WeeklyRules => ({
  zone,
  windows,
  daysOff: [],
  ...more,
});
const daily = (from: string, to: string): WeeklyWindow => ({ days: [...weekdays], from, to });

/** The runs that end within some hours of an instant: begin, end and whether a start belongs to them. */
function runsIn(rules: WeeklyRules, from: string, hours: number) {
  const [first, last] = [Date.parse(from), Date.parse(from) + hours * 3_600_000];
  const found: string[] = [];
  for (const { begin, start, end } of runsAround(rules, first)) {
    if (begin >= last) break;
    const times = [begin, end.at].map((at) => new Date(at).toISOString().slice(0, 16)).join(' to ');
    if (end.at > first) found.push(start ? times : `${times}, not started`);
  }
  return found;
}

describe('a window', () => {
  it.each([
    // zone, window, the day in UTC, what comes of it
    ['Europe/Berlin', daily('09:00', '18:00'), '2026-01-15', ['2026-01-15T08:00 to 2026-01-15T17:00']],
    ['Europe/Berlin', daily('09:00', '18:00'), '2026-07-15', ['2026-07-15T07:00 to 2026-07-15T16:00']],
    ['America/New_York', daily('09:00', '18:00'), '2026-07-15', ['2026-07-15T13:00 to 2026-07-15T22:00']],
    ['Asia/Kathmandu', daily('09:00', '18:00'), '2026-07-15', ['2026-07-15T03:15 to 2026-07-15T12:15']],
    ['UTC', daily('09:00', '18:00'), '2028-02-29', ['2028-02-29T09:00 to 2028-02-29T18:00']],
  ] as const)('of a day in %s is there at its own time', (zone, window, day, expected) => {
    expect(runsIn(rulesOf(zone, [window]), `${day}T00:00Z`, 24)).toEqual(expected);
  });

  it.each([
    ['that begins in the hour that is left out begins after it', daily('02:30', '05:00'), '01:00 to 2026-03-29T03:00'],
    ['that ends in the hour that is left out ends there', daily('00:30', '02:30'), '28T23:30 to 2026-03-29T01:00'],
    ['over it is an hour shorter', daily('00:00', '06:00'), '28T23:00 to 2026-03-29T04:00'],
  ])('%s', (_, window, expected) => {
    const [run] = runsIn(rulesOf('Europe/Berlin', [window]), '2026-03-29T00:00Z', 2);

    expect(run).toContain(expected);
  });

  it('that lies wholly in the hour that is left out is not there on that day', () => {
    const rules = rulesOf('Europe/Berlin', [{ days: ['sun'], from: '02:15', to: '02:45' }]);

    expect(runsIn(rules, '2026-03-22T00:00Z', 15 * 24)).toEqual([
      '2026-03-22T01:15 to 2026-03-22T01:45',
      '2026-04-05T00:15 to 2026-04-05T00:45',
    ]);
  });

  it.each([
    [
      'that begins in the hour that is there twice begins the first time',
      daily('02:30', '05:00'),
      '00:30 to 2026-10-25T04:00',
    ],
    [
      'that ends in the hour that is there twice ends the second time',
      daily('00:30', '02:30'),
      '24T22:30 to 2026-10-25T01:30',
    ],
    [
      'within the hour that is there twice lasts from the first time to the second',
      daily('02:15', '02:45'),
      '00:15 to 2026-10-25T01:45',
    ],
    ['over it is an hour longer', daily('00:00', '06:00'), '24T22:00 to 2026-10-25T05:00'],
  ])('%s', (_, window, expected) => {
    const [run] = runsIn(rulesOf('Europe/Berlin', [window]), '2026-10-25T00:00Z', 2);

    expect(run).toContain(expected);
  });

  it('follows clocks that go by half an hour', () => {
    const rules = rulesOf('Australia/Lord_Howe', [daily('01:00', '05:00')]);

    // Back on 2026-04-05 from +11:00 to +10:30, forward on 2026-10-04.
    expect(runsIn(rules, '2026-04-04T12:00Z', 24)).toEqual(['2026-04-04T14:00 to 2026-04-04T18:30']);
    expect(runsIn(rules, '2026-10-03T12:00Z', 24)).toEqual(['2026-10-03T14:30 to 2026-10-03T18:00']);
  });

  it('is not there on a day that a country leaves out', () => {
    const rules = rulesOf('Pacific/Apia', [daily('09:00', '18:00')]);

    // Samoa went from Thursday 2011-12-29 (-10:00) to Saturday 2011-12-31 (+14:00).
    expect(runsIn(rules, '2011-12-29T12:00Z', 48)).toEqual([
      '2011-12-29T19:00 to 2011-12-30T04:00',
      '2011-12-30T19:00 to 2011-12-31T04:00',
    ]);
  });

  it('may pass midnight, into a day that is not one of its own', () => {
    const rules = rulesOf('Europe/Berlin', [{ days: ['fri'], from: '22:00', to: '02:00' }]);

    expect(runsIn(rules, '2026-01-16T00:00Z', 7 * 24)).toEqual(['2026-01-16T21:00 to 2026-01-17T01:00']);
  });

  it('may last a day', () => {
    expect(runsIn(rulesOf('UTC', [{ days: ['wed'], from: '06:00', to: '06:00' }]), '2026-01-14T00:00Z', 168)).toEqual([
      '2026-01-14T06:00 to 2026-01-15T06:00',
    ]);
  });

  it('of a zone that this computer does not know is never there', () => {
    expect(runsIn(rulesOf('Mars/Olympus', [daily('09:00', '18:00')]), '2026-01-14T00:00Z', 168)).toEqual([]);
  });
});

describe('windows that follow each other', () => {
  const friday = { days: ['fri'], from: '18:00', to: '00:00' } as const;
  const saturday = { days: ['sat'], from: '00:00', to: '06:00' } as const;

  it.each([
    ['at once', '00:00', 1],
    ['after a break in which it could not stop and start', '00:29', 1],
    ['after a longer break', '00:30', 2],
  ])('%s', (_, from, count) => {
    const rules = rulesOf('UTC', [friday, { ...saturday, from }]);

    expect(runsIn(rules, '2026-01-16T12:00Z', 24)).toHaveLength(count);
  });

  it('are apart where the second one is on a day off', () => {
    const rules = rulesOf('UTC', [friday, saturday], { daysOff: [{ from: '2026-01-17', to: '2026-01-17' }] });

    expect(runsIn(rules, '2026-01-16T12:00Z', 24)).toEqual([
      '2026-01-16T18:00 to 2026-01-17T00:00',
      '2026-01-17T00:00 to 2026-01-17T06:00, not started',
    ]);
  });

  it('are started by the second one where the first is on a day off', () => {
    const rules = rulesOf('UTC', [friday, saturday], { daysOff: [{ from: '2026-01-16', to: '2026-01-16' }] });
    const runs = [...runsAround(rules, Date.parse('2026-01-16T12:00Z'))];

    const run = runs.find(({ begin }) => begin === Date.parse('2026-01-16T18:00Z'));
    expect(run?.start?.at).toBe(Date.parse('2026-01-17T00:00Z'));
    expect(run?.end.at).toBe(Date.parse('2026-01-17T06:00Z'));
  });
});

describe('days off', () => {
  const nine = daily('09:00', '18:00');

  it('begin and end as said, in the zone of the machine', () => {
    const rules = rulesOf('Asia/Kathmandu', [nine], { daysOff: [{ from: '2028-02-28', to: '2028-02-29' }] });

    expect(runsIn(rules, '2028-02-27T00:00Z', 96)).toEqual([
      '2028-02-27T03:15 to 2028-02-27T12:15',
      '2028-02-28T03:15 to 2028-02-28T12:15, not started',
      '2028-02-29T03:15 to 2028-02-29T12:15, not started',
      '2028-03-01T03:15 to 2028-03-01T12:15',
    ]);
  });

  it('are public holidays, too', () => {
    const holidays = { country: 'DE', days: ['2026-05-01'], lastYear: 2027 };
    const rules = rulesOf('Europe/Berlin', [{ days: workdays, from: '09:00', to: '18:00' }], { holidays });

    expect(runsIn(rules, '2026-05-01T00:00Z', 24)).toEqual(['2026-05-01T07:00 to 2026-05-01T16:00, not started']);
  });

  it('are those of a calendar, too', () => {
    const calendar = { name: 'Company', daysOff: [{ from: '2026-05-01', to: '2026-05-02' }] };

    expect(runsIn(rulesOf('UTC', [nine], { calendar }), '2026-05-01T00:00Z', 72)).toEqual([
      '2026-05-01T09:00 to 2026-05-01T18:00, not started',
      '2026-05-02T09:00 to 2026-05-02T18:00, not started',
      '2026-05-03T09:00 to 2026-05-03T18:00',
    ]);
  });

  it('are told by the day on which a window begins', () => {
    const rules = rulesOf('UTC', [{ days: ['thu'], from: '22:00', to: '06:00' }], {
      daysOff: [{ from: '2026-01-16', to: '2026-01-16' }],
    });

    expect(runsIn(rules, '2026-01-15T12:00Z', 24)).toEqual(['2026-01-15T22:00 to 2026-01-16T06:00']);
  });
});

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(zone: string): Intl.DateTimeFormat {
  const options = { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', options);
  clocks.set(zone, clock);
  return clock;
}

/** What `Intl` says that the wall shows, a way of its own. */
function wallAt(zone: string, at: number) {
  const parts = clockIn(zone).formatToParts(at);
  const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? '';
  return { weekday: part('weekday').toLowerCase(), time: `${part('hour')}:${part('minute')}` };
}

function isInWindow({ days, from, to }: WeeklyWindow, { weekday, time }: ReturnType<typeof wallAt>): boolean {
  const today = weekdays.findIndex((day) => day === weekday);
  const [hasToday, hadYesterday] = [today, (today + 6) % 7].map((day) => days.includes(weekdays[day] ?? 'mon'));
  if (from < to) return hasToday === true && from <= time && time < to;
  return (hasToday === true && from <= time) || (hadYesterday === true && time < to);
}

/** Days around which the clocks of these zones were, or will be, changed; all shifts of several years. */
const shifts: readonly (readonly [zone: string, days: readonly string[]])[] = [
  ['Europe/Berlin', ['2025-03-30', '2025-10-26', '2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31', '2028-03-26']],
  ['America/New_York', ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07']],
  ['Australia/Lord_Howe', ['2025-04-06', '2025-10-05', '2026-04-05', '2026-10-04', '2027-04-04', '2027-10-03']],
  ['Pacific/Apia', ['2010-09-26', '2011-04-02', '2011-09-24', '2011-12-30', '2012-04-01', '2020-09-27', '2021-04-04']],
  ['Asia/Kathmandu', ['2025-12-31', '2026-06-30', '2028-02-29']],
  ['UTC', ['2025-12-31', '2026-06-30', '2028-02-29']],
];

const quarter = fc.integer({ min: 0, max: 95 }).map((quarters) => {
  const [hours, minutes] = [Math.floor(quarters / 4), (quarters % 4) * 15];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
});
const window: fc.Arbitrary<WeeklyWindow> = fc.record({
  days: fc.subarray([...weekdays], { minLength: 1 }),
  from: quarter,
  to: quarter,
});
const place = fc
  .constantFrom(...shifts.flatMap(([zone, days]) => days.map((day) => [zone, day] as const)))
  .map(([zone, day]) => ({ zone, day }));
const week = fc
  .array(window, { minLength: 1, maxLength: 4 })
  .filter((windows) => weeklyHoursSchema.safeParse({ zone: 'UTC', windows, daysOff: [] }).success);

describe('over all shifts of clocks in several years', () => {
  const quartersAround = (day: string) => {
    const noon = Date.parse(`${day}T12:00Z`);
    return Array.from({ length: 4 * 72 + 1 }, (_, index) => noon + (index - 144) * 15 * 60_000);
  };
  const tell = (at: number) => new Date(at).toISOString();
  const isCovered = (runs: readonly { begin: number; end: { at: number } }[], at: number) =>
    runs.some(({ begin, end }) => begin <= at && at < end.at);
  const runsOf = (zone: string, windows: WeeklyWindow[], day: string) => {
    const last = Date.parse(`${day}T12:00Z`) + 4 * 86_400_000;
    const runs = [];
    for (const run of runsAround(rulesOf(zone, windows), Date.parse(`${day}T12:00Z`) - 3 * 86_400_000)) {
      if (run.begin > last) break;
      runs.push(run);
    }
    return runs;
  };

  it('a machine runs whenever the wall shows a time of a window', () => {
    fc.assert(
      fc.property(place, week, ({ zone, day }, windows) => {
        const runs = runsOf(zone, windows, day);
        const inWindow = quartersAround(day).filter((at) => {
          const wall = wallAt(zone, at);
          return windows.some((one) => isInWindow(one, wall));
        });

        expect(inWindow.filter((at) => !isCovered(runs, at)).map(tell)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('a machine runs at no other time, but for breaks that are too short and what clocks show again', () => {
    fc.assert(
      fc.property(place, week, ({ zone, day }, windows) => {
        const runs = runsOf(zone, windows, day);
        const times = quartersAround(day);
        const inWindow = times.map((at) => windows.some((one) => isInWindow(one, wallAt(zone, at))));
        // Half an hour of a short break, an hour that is there twice, and half an hour on its other side.
        const isNear = (index: number) => inWindow.slice(Math.max(0, index - 6), index + 7).some(Boolean);
        const astray = times.filter((at, index) => {
          const isInside = index >= 8 && index <= times.length - 8;
          return isInside && isCovered(runs, at) && !isNear(index);
        });

        expect(astray.map(tell)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('runs come in order, are never empty, and begin on days of their windows', () => {
    fc.assert(
      fc.property(place, week, ({ zone, day }, windows) => {
        let before = -Infinity;
        for (const { begin, end, start } of runsOf(zone, windows, day)) {
          expect(begin).toBeLessThan(end.at);
          expect(begin).toBeGreaterThanOrEqual(before);
          expect(start?.at).toBe(begin);
          before = end.at;
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a day', () => {
  it.each([
    ['Pacific/Apia', '2026-03-01T12:00:00Z', '2026-03-02'],
    ['America/New_York', '2026-03-01T02:00:00Z', '2026-02-28'],
  ])('in %s is its own', (zone, at, day) => {
    expect(dayIn(zone, Date.parse(at))).toBe(day);
  });

  it('is followed by the leap day', () => {
    expect([addDays('2028-02-28', 1), addDays('2027-02-28', 1)]).toEqual(['2028-02-29', '2027-03-01']);
  });
});
