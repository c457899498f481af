import { describe, expect, it } from 'vitest';
import { after, awaited, instant } from '../../../testing/data/awaited.ts';
import { machine } from '../../../testing/data/machines.ts';
import { secondsLate, whenReady } from './awaited.ts';

describe('a machine that boots', () => {
  it('is expected by what is left', () => {
    const machine = awaited('installing', { expectedReadyAt: instant(0) });

    expect(whenReady(machine, after(-41))).toBe('Ready in about 40 s');
    expect(whenReady(machine, after(-3))).toBe('Ready in a few seconds');
    expect(secondsLate(machine, after(-3))).toBeUndefined();
  });

  it.each(['requested', 'launching', 'installing', 'starting', 'rebooting'] as const)(
    'is said to take longer than usual, and by how long, once it should be ready (%s)',
    (state) => {
      expect(whenReady(awaited(state), after(4))).toMatch(/^Ready in/);
      expect(whenReady(awaited(state), after(5))).toBe('Taking longer than usual, by 5 s');
      expect(whenReady(awaited(state), after(75))).toBe('Taking longer than usual, by 1 min 15 s');
    },
  );

  it('is told how many are before it while AWS takes no more launches', () => {
    const queued = awaited('requested', { launchAt: instant(0) });

    expect(whenReady(queued, after(-19))).toMatch(/^38 machines before yours[.] Ready in /);
    expect(whenReady(queued, after(-0.4))).toMatch(/^1 machine before yours[.] /);
    expect(whenReady(queued, after(1))).toMatch(/^Ready in /);
  });

  it('is not late for what the cloud itself says that it waits for', () => {
    const machine = awaited('launching', { waitingFor: 'An image is copied' });

    expect(whenReady(machine, after(90))).toBe('Waiting: An image is copied');
    expect(secondsLate(machine, after(90))).toBeUndefined();
  });

  it('is not expected once it is ready, or by a service that does not tell', () => {
    const ready = machine('done-otter', 'ready', 'docker-host');

    expect(whenReady(ready, after(0))).toBeUndefined();
    expect(secondsLate(ready, after(0))).toBeUndefined();
  });
});
