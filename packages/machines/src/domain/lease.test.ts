import { describe, expect, it } from 'vitest';
import { nextStep } from './next-step.ts';
import { extended } from './power-moves.ts';
import { schedule } from './schedule.ts';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';

const running = { power: 'running' } as const;
const hour = 3600;
const actor = { id: 'usr_1', name: 'Ada' };
const ready = (hours: number, endsIn: number, more: object = {}) =>
  sampleRecord('ready', { durationHours: hours, leaseEndsAt: at(endsIn), ...more });

/** What a look in so many seconds says of the end of a machine's time. */
function warningIn(record: ReturnType<typeof ready>, seconds: number) {
  const step = nextStep(record, running, new Date(at(seconds)));
  if (step.do !== 'change' || step.change.next.leaseWarning === record.leaseWarning) return undefined;
  return step.change;
}

describe('the owner of a machine is warned of the end of its time', () => {
  it('a day and an hour before, once each', () => {
    const record = ready(72, 72 * hour);

    expect(warningIn(record, 48 * hour - 1)).toBeUndefined();
    const day = warningIn(record, 48 * hour);
    expect(day).toMatchObject({
      next: { leaseWarning: { endsAt: at(72 * hour), before: 'day' } },
      activity: [{ text: 'Its time ends in a day: then it stops' }],
      audit: [{ action: 'machine-stop-warned', happensAt: at(72 * hour) }],
    });

    const told = { ...record, leaseWarning: day?.next.leaseWarning };
    expect(warningIn(told, 71 * hour - 1)).toBeUndefined();
    const last = warningIn(told, 71 * hour);
    expect(last?.next.leaseWarning?.before).toBe('hour');
    expect(warningIn({ ...record, leaseWarning: last?.next.leaseWarning }, 72 * hour - 1)).toBeUndefined();
  });

  it.each([
    [1, []],
    [2, ['hour']],
    [24, ['hour']],
    [25, ['day', 'hour']],
  ] as const)('of %s hours by no warning that would come before they began', (hours, warnings) => {
    let record = ready(hours, hours * hour);
    const given: (string | undefined)[] = [];
    for (let seconds = 0; seconds < hours * hour; seconds += 600) {
      const change = warningIn(record, seconds);
      if (change) given.push(change.next.leaseWarning?.before);
      record = { ...record, leaseWarning: change?.next.leaseWarning ?? record.leaseWarning };
    }
    expect(given).toEqual(warnings);
  });

  it('by its end and no usual time, where its hours had started it for longer', () => {
    const started = ready(1, 9 * hour, { runsSince: at(0) });

    expect(warningIn(started, 8 * hour - 1)).toBeUndefined();
    expect(warningIn(started, 8 * hour)?.next.leaseWarning?.before).toBe('hour');
    expect(warningIn(ready(1, hour, { runsSince: at(0) }), 60)).toBeUndefined();
  });

  it('by the last warning alone where both are late', () => {
    const late = warningIn(ready(72, 600), 0);

    expect(late?.next.leaseWarning?.before).toBe('hour');
    expect(late?.audit).toHaveLength(1);
  });

  it('anew once it has another end, and not again by a reboot', () => {
    const told = ready(72, 1800, { leaseWarning: { endsAt: at(1800), before: 'hour' } });
    expect(warningIn(told, 60)).toBeUndefined();

    const longer = extended(told, sampleNow, 8, actor)?.next;

    expect(longer).toMatchObject({ leaseEndsAt: at(8 * hour) });
    expect(warningIn(longer as typeof told, 7 * hour)?.next.leaseWarning?.before).toBe('hour');
  });

  it('exactly then: it is looked at no later', () => {
    expect(schedule(ready(72, 24 * hour + 60), sampleNow).dueAt).toBe(at(60));
    expect(
      schedule(ready(72, hour + 60, { leaseWarning: { endsAt: at(hour + 60), before: 'day' } }), sampleNow).dueAt,
    ).toBe(at(60));
  });

  it('who had it stop by failing, as well', () => {
    const failed = sampleRecord('failed', { durationHours: 8, leaseEndsAt: at(hour) });
    const step = nextStep(failed, running, sampleNow);
    expect(step).toMatchObject({
      do: 'change',
      change: { next: { state: 'failed', leaseWarning: { before: 'hour' } } },
    });
  });
});

describe('a second extension like the first, at once', () => {
  it('changes nothing, and one of other hours does', () => {
    const first = extended(ready(8, hour), sampleNow, 24, actor)?.next as ReturnType<typeof ready>;
    const soon = new Date(at(2));

    expect(extended(first, soon, 24, actor)).toBeUndefined();
    expect(extended(first, soon, 8, actor)?.next).toMatchObject({ durationHours: 8 });
    expect(extended(first, new Date(at(60)), 24, actor)?.next).toMatchObject({ leaseEndsAt: at(24 * hour + 60) });
  });
});
