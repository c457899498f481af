import type { InstanceStep } from '@cloudapp/contracts/instance';
import { at, sampleNow, sampleRecord } from '@cloudapp/machines/testing/sample-record';
import { describe, expect, it } from 'vitest';
import { expectedReadyAt, usuallyReadyAt } from './expected-ready.ts';

const after = (seconds: number) => new Date(sampleNow.getTime() + seconds * 1000);
const step = (
  state: InstanceStep['state'],
  expectedSeconds: number,
  more: Partial<InstanceStep> = {},
): InstanceStep => ({
  id: 'a',
  title: 'A',
  state,
  expectedSeconds,
  ...more,
});
/** It began to install just now. */
const installing = (...steps: InstanceStep[]) => ({
  ...sampleRecord('installing'),
  stateChangedAt: at(0),
  steps,
});

describe('when a machine is expected to be ready', () => {
  it('is the same instant as long as all goes as thought', () => {
    const machine = { ...sampleRecord('launching'), createdAt: at(0), expectedBootSeconds: 40 };
    const running = installing(step('done', 9), step('running', 30, { startedAt: at(0) }), step('pending', 5));

    for (const seconds of [0, 1, 20, 36]) expect(expectedReadyAt(machine, after(seconds))).toBe(at(40 + 30 + 5));
    for (const seconds of [0, 1, 20, 27]) expect(expectedReadyAt(running, after(seconds))).toBe(at(30 + 5));
  });

  it('is counted from its turn, where it has to wait for it, also when that has come', () => {
    const queued = {
      ...sampleRecord('requested'),
      createdAt: at(0),
      launchAt: at(60),
      expectedBootSeconds: 40,
      steps: [],
    };
    const launched = {
      ...sampleRecord('launching'),
      createdAt: at(0),
      launchAt: at(60),
      expectedBootSeconds: 40,
      steps: [],
    };

    for (const machine of [queued, launched]) {
      expect(expectedReadyAt(machine, after(1))).toBe(at(100));
      expect(usuallyReadyAt(machine)).toBe(at(100));
    }
  });

  it('always leaves a tenth of what takes too long, and moves by a tenth at a time', () => {
    const machine = installing(step('running', 100, { startedAt: at(0) }));
    const told = new Set<string>();

    for (let seconds = 0; seconds <= 300; seconds++) {
      const expected = expectedReadyAt(machine, after(seconds)) ?? '';
      told.add(expected);
      expect(Date.parse(expected) - after(seconds).getTime()).toBeGreaterThanOrEqual(10_000);
    }

    expect(told.size).toBe(22);
  });

  it('comes sooner by what a step was faster than thought, and counts on from its end until the next begins', () => {
    const between = installing(step('done', 30, { startedAt: at(0), seconds: 10 }), step('pending', 20));

    expect(expectedReadyAt(between, after(10))).toBe(at(30));
    expect(expectedReadyAt(between, after(12))).toBe(at(35));
  });

  it.each(['ready', 'stopped', 'failed', 'terminated'] as const)('is not told of one that is %s', (state) => {
    expect(expectedReadyAt(sampleRecord(state), sampleNow)).toBeUndefined();
    expect(usuallyReadyAt(sampleRecord(state))).toBeUndefined();
  });

  it.each(['starting', 'rebooting'] as const)('is a boot from when it began to be %s', (state) => {
    const steps = [step('done', 9)];
    const machine = { ...sampleRecord(state), stateChangedAt: at(0), expectedBootSeconds: 40, steps };

    expect(expectedReadyAt(machine, after(3))).toBe(at(40));
    expect(usuallyReadyAt(machine)).toBe(at(40));
  });
});

describe('when one like it is usually ready', () => {
  it('is told from the launch on, and stays, however long its steps take', () => {
    const steps = [step('running', 100, { startedAt: at(50) }), step('pending', 20)];
    const launching = { ...sampleRecord('launching'), createdAt: at(0), expectedBootSeconds: 40, steps };
    const slow = { ...sampleRecord('installing'), createdAt: at(0), expectedBootSeconds: 40, steps };

    expect(usuallyReadyAt(launching)).toBe(at(160));
    expect(usuallyReadyAt(slow)).toBe(at(160));
    expect(Date.parse(expectedReadyAt(slow, after(300)) ?? '')).toBeGreaterThan(after(300).getTime());
  });
});
