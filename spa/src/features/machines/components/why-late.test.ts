import { describe, expect, it } from 'vitest';
import { after, awaited } from '../../../testing/data/awaited.ts';
import { whyLate } from './why-late.ts';

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
