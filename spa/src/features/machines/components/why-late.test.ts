import { describe, expect, it } from 'vitest';
import { machine } from '../../../testing/data/machines.ts';
import { whyLate } from './why-late.ts';

const due = Date.parse('2026-11-24T12:00:00Z');
const after = (seconds: number) => due + seconds * 1000;
const instant = (seconds: number) => new Date(after(seconds)).toISOString();

function awaited(state: Parameters<typeof machine>[1], changes: Parameters<typeof machine>[3] = {}) {
  return machine('slow-otter', state, 'docker-host', {
    usuallyReadyAt: instant(0),
    // The service always expects some more.
    expectedReadyAt: instant(3600),
    ...changes,
  });
}

describe('what may be wrong', () => {
  it('is told a minute after it should have been ready', () => {
    expect(whyLate(awaited('launching'), after(59))).toBeUndefined();
    expect(whyLate(awaited('launching'), after(60))).toMatch(/^AWS is slow to give out a machine/);
  });

  it.each([
    ['starting', /^AWS is slow to boot it/],
    ['rebooting', /^AWS is slow to boot it/],
  ] as const)('is the cloud or what comes up with it while it is %s', (state, words) => {
    expect(whyLate(awaited(state), after(60))).toMatch(words);
  });

  it('follows how far the installation got', () => {
    const steps = (state: 'pending' | 'running' | 'done') => [
      { id: 'a', title: 'Installing Docker', state, expectedSeconds: 30 },
    ];

    expect(whyLate(awaited('installing', { steps: steps('pending') }), after(60))).toMatch(/cannot reach CloudApp/);
    expect(whyLate(awaited('installing', { steps: steps('running') }), after(60))).toMatch(
      /^“Installing Docker” is not done: most often a download is slow/,
    );
    expect(whyLate(awaited('installing', { steps: steps('done') }), after(60))).toMatch(/check has not passed/);
  });
});
