import type { InstanceIn } from '@cloudapp/data/instance-record';
import type { TimedUsage } from '@cloudapp/data/usage-item';
import { describe, expect, it } from 'vitest';
import { at, sampleNow, sampleRecord } from '../testing/sample-record.ts';
import { saying } from '../testing/usage.ts';
import { answered, isStillAhead, untilOf } from './answers.ts';
import { idleAhead, idleChange, isToStop, keptRunning, messageOf } from './idle.ts';
import { nextStep } from './next-step.ts';
import { schedule } from './schedule.ts';

const minute = 60;
const hour = 3600;
const running = { power: 'running' } as const;
const owner = { id: `usr_${'0'.repeat(26)}`, name: 'Ada' };
type Ready = InstanceIn<'ready'>;

const ready = (more: Partial<Ready> = {}) => sampleRecord('ready', { leaseEndsAt: at(20 * hour), ...more });
const later = (minutes: number) => new Date(at(minutes * minute));
/** What it comes to that a machine has been quiet for so many minutes, by a rule of an hour. */
const quietFor = (minutes: number, record = ready(), rule: number | undefined = 60) =>
  idleChange(record, saying(minutes, 0), rule, sampleNow);
const warnedMachine = (): Ready => {
  const change = quietFor(45);
  if (change === undefined) throw new Error('It was not warned');
  return change.next;
};
/** What the warned machine comes to, so many minutes after the warning. */
const after = (
  minutes: number,
  samples: readonly TimedUsage[],
  rule: number | undefined = 60,
  record = warnedMachine(),
) => idleChange(record, samples, rule, later(minutes));
const stillQuiet = (minutes: number) => saying(45 + minutes, 0, {}, later(minutes));

describe('an idle machine', () => {
  it('is warned of a quarter of an hour ahead, with what shows it', () => {
    expect(quietFor(44)).toBeUndefined();

    const evidence = 'Nobody has typed and no job has run for 45 min, CPU below 1 %';
    expect(quietFor(45)).toMatchObject({
      next: { state: 'ready', idle: { since: at(-45 * minute), stopsAt: at(15 * minute), evidence } },
      activity: [{ text: `It is idle and stops in 15 min. ${evidence}` }],
      audit: [{ action: 'machine-stop-warned', happensAt: at(15 * minute), detail: `It is idle. ${evidence}` }],
    });
  });

  it('runs on where no rule stops it', () => {
    expect(idleChange(ready(), saying(24 * 60, 0), undefined, sampleNow)).toBeUndefined();
  });

  it('has its quarter of an hour however late it is told, as after a rule was set', () => {
    expect(quietFor(600)?.next.idle?.stopsAt).toBe(at(15 * minute));
  });

  it('is one whose every minute is known', () => {
    const gap = [...saying(120, 31), ...saying(20, 0)];

    expect(idleChange(ready(), gap, 60, sampleNow)).toBeUndefined();
    expect(idleChange(ready(), saying(120, 6), 60, sampleNow)).toBeUndefined();
  });

  it('is not told of where its time is over before', () => {
    expect(quietFor(45, ready({ leaseEndsAt: at(15 * minute) }))).toBeUndefined();
    expect(quietFor(45, ready({ leaseEndsAt: at(16 * minute) }))).toBeDefined();
  });

  it('is told of once', () => {
    for (const minutes of [1, 5, 14]) expect(after(minutes, stillQuiet(minutes))).toBeUndefined();
  });
});

describe('a warning is taken back', () => {
  it.each([
    ['something happens', [...saying(50, 1, {}, later(5)), ...saying(0, 0, { jobs: 1 }, later(5))], /used again/],
    [
      'something has happened',
      [...saying(50, 3, {}, later(5)), ...saying(2, 2, { isTyping: true }, later(5)), ...saying(1, 0, {}, later(5))],
      /used again/,
    ],
    [
      'the machine says nothing for a while',
      [...saying(60, 12, {}, later(12)), ...saying(1, 0, {}, later(12))],
      /did not say all/,
    ],
  ] as const)('when %s', (_, samples, text) => {
    const change = idleChange(
      warnedMachine(),
      samples,
      60,
      samples.at(-1)?.at === later(12).getTime() ? later(12) : later(5),
    );

    expect(change).toMatchObject({
      next: { idle: undefined },
      activity: [{ text: expect.stringMatching(text) as string }],
      audit: [],
    });
  });

  it('when its rule goes, or gives it more time', () => {
    expect(idleChange(warnedMachine(), stillQuiet(5), undefined, later(5))).toMatchObject({
      next: { idle: undefined },
    });
    expect(after(5, stillQuiet(5), 120)).toMatchObject({ next: { idle: undefined } });
  });

  it('and comes again only after another idle time', () => {
    const again = ready({
      ...after(5, [...saying(50, 1, {}, later(5)), ...saying(0, 0, { jobs: 1 }, later(5))])?.next,
    });

    const used = (minutes: number) => [
      ...saying(minutes - 5, minutes - 5, { jobs: 1 }, later(minutes)),
      ...saying(minutes - 6, 0, {}, later(minutes)),
    ];
    expect(idleChange(again, used(49), 60, later(49))).toBeUndefined();
    expect(idleChange(again, used(51), 60, later(51))?.next.idle?.stopsAt).toBe(at(66 * minute));
  });
});

describe('a machine whose idle time is over', () => {
  const over = () => after(15, stillQuiet(15))?.next ?? ready();

  it('stops for that, with what shows it', () => {
    expect(after(14, stillQuiet(14))).toBeUndefined();
    expect(isToStop(over())).toBe(true);
    expect(schedule(over(), later(15)).dueAt).toBe(at(15 * minute));

    const detail = 'Nobody has typed and no job has run for 1 h, CPU below 1 %';
    expect(nextStep(over(), running, later(15))).toMatchObject({
      change: {
        next: { state: 'stopping', stopCause: { rule: 'idle', detail } },
        activity: [{ text: `It was idle. ${detail}: stopping` }],
        audit: [{ action: 'machine-stopped', detail: `It was idle. ${detail}` }],
      },
    });
  });

  it('is told what stops it first: the account of its owner, or its time', () => {
    const order = { at: at(0), by: { name: 'Root' } };
    const stopsBy = (record: Ready, rules = {}) => {
      const step = nextStep(record, running, later(15), rules);
      return step.do === 'change' && step.change.next.state === 'stopping'
        ? step.change.next.stopCause?.rule
        : undefined;
    };

    expect(stopsBy(over())).toBe('idle');
    expect(stopsBy(over(), { order })).toBe('security');
    expect(stopsBy({ ...over(), leaseEndsAt: at(15 * minute) })).toBe('lease');
  });

  it('is not stopped while it says nothing', () => {
    const silentSince = warnedMachine();

    expect(nextStep(silentSince, running, later(16))).toEqual({ do: 'wait' });
    expect(idleAhead(silentSince, later(16))?.stopsAt).toBe(at(15 * minute));
    expect(idleAhead(silentSince, later(30))).toBeUndefined();
  });

  it('has run on when somebody comes in the last moment', () => {
    const used = [...stillQuiet(15), ...saying(0, 0, { isTyping: true }, later(16))];

    expect(idleChange(over(), used, 60, later(16))?.next.idle).toBeUndefined();
  });
});

describe('an idle machine that is kept', () => {
  it('is not stopped for that before then, and told of before it is', () => {
    const change = keptRunning(warnedMachine(), later(5), 180, owner);
    expect(change).toMatchObject({
      next: { keptUntil: at(185 * minute), idle: undefined, leaseEndsAt: at(20 * hour) },
      activity: [{ text: 'Not stopped for being idle for 3 h', actor: { id: owner.id } }],
      audit: [{ action: 'machine-kept', actor: { id: owner.id } }],
    });
    const kept = change?.next ?? ready();

    expect(idleChange(kept, saying(45 + 169, 0, {}, later(169)), 60, later(169))).toBeUndefined();
    expect(idleChange(kept, saying(45 + 170, 0, {}, later(170)), 60, later(170))?.next.idle?.stopsAt).toBe(
      at(185 * minute),
    );
  });

  it('is kept by nobody’s name on the machine itself, which moves nothing else', () => {
    const change = keptRunning(warnedMachine(), later(5), 90);

    expect(change?.activity).toEqual([
      { text: 'Not stopped for being idle for 90 min, by cloudapp-keep on the machine' },
    ]);
    expect(change?.next).toMatchObject({ leaseEndsAt: at(20 * hour), durationHours: 8 });
    const ends = { ...(change?.next ?? ready()), leaseEndsAt: at(6 * minute) };
    expect(nextStep(ends, running, later(6))).toMatchObject({ change: { next: { stopCause: { rule: 'lease' } } } });
  });

  it('is kept by the second of two equal wishes no longer than by the first, and never for less', () => {
    const kept = keptRunning(ready(), sampleNow, 180)?.next ?? ready();

    expect(keptRunning(kept, new Date(at(30)), 180)).toBeUndefined();
    expect(keptRunning(kept, sampleNow, 60)).toBeUndefined();
    expect(keptRunning(kept, later(5), 180)?.next.keptUntil).toBe(at(185 * minute));
  });

  it('by the link of the e-mail is kept for eight hours, and its lease ends when it did', () => {
    const record = warnedMachine();
    const warning = { warnedAt: at(0), happensAt: at(15 * minute) };
    const by = { actor: owner, longestHours: 1, happensAt: warning.happensAt };

    expect(isStillAhead(record, 'run-longer', warning, later(5))).toBe(true);
    const change = answered(record, 'run-longer', later(5), by);

    expect(change?.next).toMatchObject({ keptUntil: at(485 * minute), leaseEndsAt: at(20 * hour) });
    expect(change && untilOf(change.next, warning)).toBe(at(485 * minute));
    expect(change && isStillAhead(change.next, 'run-longer', warning, later(5))).toBe(false);
  });
});

it('people on the machine are told in one line when it stops, why and what to do', () => {
  const { idle } = warnedMachine();

  expect(idle && messageOf(idle)).toBe(
    'CloudApp stops this machine at 2026-03-01 12:15 UTC, since it is idle. Nobody has typed and no job has run for 45 min, CPU below 1 %. Use it, or keep it: cloudapp-keep 3h',
  );
});
