import type { AnswerKind } from '@cloudapp/contracts/answer-link';
import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import { describe, expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { instant, runningSince } from '../testing/office-hours.ts';
import { answered, isStillAhead, untilOf } from './answers.ts';
import { kept } from './deletion.ts';
import { stopByHours } from './hours.ts';
import { leaseWarnings } from './lease-warnings.ts';
import { extended, powered, stopped } from './power-moves.ts';

const hour = 3600;
const actor = { id: `usr_${'0'.repeat(26)}`, name: 'Ada', address: '192.0.2.9' };
const stopWarning = { warnedAt: at(-60), happensAt: at(hour) };
const by = { actor, longestHours: 720, happensAt: stopWarning.happensAt };
const deletionWarning = { warnedAt: at(-60), happensAt: at(24 * hour) };

/** It stops in an hour, of which its owner was told a minute ago. */
const ending = (more: Partial<InstanceIn<'ready'>> = {}) =>
  sampleRecord('ready', { durationHours: 72, leaseEndsAt: at(hour), ...more });
/** It is deleted in a day, of which its owner was told a minute ago. */
const resting = (more: Partial<InstanceIn<'stopped'>> = {}) =>
  sampleRecord('stopped', {
    stateChangedAt: at(-13 * 24 * hour),
    deletion: { at: at(24 * hour), from: at(-13 * 24 * hour), keptDays: 14, warned: 'last' },
    ...more,
  });

const holds = (record: InstanceRecord | undefined, answer: AnswerKind) =>
  record !== undefined && isStillAhead(record, answer, answer === 'keep' ? deletionWarning : stopWarning, sampleNow);

describe('an answer holds', () => {
  it('as long as what its owner was warned of is what comes next', () => {
    expect(holds(ending(), 'run-longer')).toBe(true);
    expect(holds(ending(), 'stop')).toBe(true);
    expect(holds(resting(), 'keep')).toBe(true);
  });

  it('over a reboot', () => {
    expect(holds(ending({ stateChangedAt: at(-1) }), 'run-longer')).toBe(true);
  });

  it.each([
    ['was given another end', extended(ending(), sampleNow, 24, actor)?.next],
    ['was stopped', powered('stop', ending(), sampleNow, actor)?.next],
    ['was stopped and started', ending({ runsSince: at(-30) })],
    ['has failed', sampleRecord('failed', { leaseEndsAt: at(hour) })],
    ['is to be deleted', powered('terminate', ending(), sampleNow, actor)?.next],
  ] as const)('no longer once the machine that was to stop %s', (_, record) => {
    expect([holds(record, 'run-longer'), holds(record, 'stop')]).toEqual([false, false]);
  });

  it.each([
    ['was started', powered('start', resting(), sampleNow, actor)?.next],
    ['was kept', kept(resting(), sampleNow, actor)?.next],
    ['was given another day by a rule', resting({ deletion: { at: at(25 * hour), from: at(0), keptDays: 30 } })],
    ['was started and stopped', resting({ stateChangedAt: at(-30) })],
    ['is kept for ever', resting({ deletion: undefined })],
  ] as const)('no longer once the machine that was to be deleted %s', (_, record) => {
    expect(holds(record, 'keep')).toBe(false);
  });

  it('no longer than until that happens', () => {
    expect(isStillAhead(ending(), 'stop', stopWarning, new Date(at(hour - 1)))).toBe(true);
    expect(isStillAhead(ending(), 'stop', stopWarning, new Date(at(hour)))).toBe(false);
  });

  it('for what it is about alone', () => {
    expect(isStillAhead(ending(), 'keep', stopWarning, sampleNow)).toBe(false);
    expect(isStillAhead(resting(), 'run-longer', deletionWarning, sampleNow)).toBe(false);
  });
});

describe('the answer that a machine shall run longer', () => {
  it('moves its end by eight hours, and says so', () => {
    const change = answered(ending(), 'run-longer', sampleNow, by);

    const text = 'Runs 8 h longer, by an answer to an e-mail';
    expect(change).toMatchObject({
      next: { state: 'ready', leaseEndsAt: at(9 * hour), durationHours: 72 },
      activity: [{ text, actor: { id: actor.id } }],
      audit: [
        { action: 'machine-extended', actor: { id: actor.id }, address: '192.0.2.9', detail: text },
        { action: 'mail-answer-used', actor: { id: actor.id }, address: '192.0.2.9', detail: 'Keep 8 h' },
      ],
    });
    expect(change && untilOf(change.next, by)).toBe(at(9 * hour));
  });

  it('takes no time away, however far the end is', () => {
    const change = answered(ending({ leaseEndsAt: at(24 * hour) }), 'run-longer', sampleNow, by);

    expect(change && untilOf(change.next, by)).toBe(at(32 * hour));
  });

  it('has it warned an hour before its new end, and of no day that is past', () => {
    const next = answered(ending(), 'run-longer', sampleNow, by)?.next as InstanceIn<'ready'>;

    expect(leaseWarnings(next)).toEqual([{ before: 'hour', at: Date.parse(at(8 * hour)) }]);
  });

  it('has it warned of its new end also where it was to run for an hour', () => {
    const next = answered(ending({ durationHours: 1 }), 'run-longer', sampleNow, by)?.next as InstanceIn<'ready'>;

    expect(leaseWarnings(next).map(({ before }) => before)).toEqual(['hour']);
  });

  it('goes as far as its owner may let it run, and nowhere where that is no further', () => {
    const longest = (longestHours: number) => answered(ending(), 'run-longer', sampleNow, { ...by, longestHours });

    expect(longest(4)).toMatchObject({
      next: { leaseEndsAt: at(4 * hour) },
      activity: [{ text: 'Runs longer, for as long as is allowed, by an answer to an e-mail' }],
    });
    expect(longest(1)).toBeUndefined();
  });

  it('moves the end of its hours, too, and no later one', () => {
    const now = new Date(instant('02T17:45'));
    const record = runningSince('02T09:00');
    const stop = stopByHours(record);
    const warning = { warnedAt: instant('02T17:45'), happensAt: instant('02T18:00') };
    expect(stop?.at).toBe(Date.parse(warning.happensAt));
    expect(isStillAhead(record, 'run-longer', warning, now)).toBe(true);

    const change = answered(record, 'run-longer', now, by);

    expect(change && untilOf(change.next, by)).toBe(instant('03T02:00'));
    expect(change && isStillAhead(change.next, 'run-longer', warning, now)).toBe(false);
  });
});

describe('the answer that a machine shall stop', () => {
  it('stops it as its owner would', () => {
    const change = answered(ending(), 'stop', sampleNow, by);

    expect(change).toMatchObject({
      next: { state: 'stopping' },
      activity: [{ text: 'Stopping, by an answer to an e-mail', actor: { id: actor.id } }],
      audit: [
        { action: 'machine-stopped', detail: 'By an answer to an e-mail' },
        { action: 'mail-answer-used', detail: 'Stop now' },
      ],
    });
    expect(change && untilOf(change.next, by)).toBeUndefined();
  });

  it('is no answer for one that does not run', () => {
    expect(answered(stopped(sampleRecord('stopping'), sampleNow).next, 'stop', sampleNow, by)).toBeUndefined();
  });
});

describe('the answer that a machine shall be kept', () => {
  it('has its days begin anew', () => {
    const change = answered(resting(), 'keep', sampleNow, by);

    expect(change).toMatchObject({
      next: { deletion: { at: at(14 * 24 * hour), keptDays: 14 } },
      activity: [{ text: 'Kept for another 14 days, by an answer to an e-mail' }],
      audit: [
        { action: 'machine-kept', detail: 'For another 14 days, by an answer to an e-mail' },
        { action: 'mail-answer-used', detail: 'Keep it' },
      ],
    });
    expect(change && untilOf(change.next, by)).toBe(at(14 * 24 * hour));
  });
});
