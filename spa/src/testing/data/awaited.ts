import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { machine } from './machines.ts';

const due = Date.parse('2026-11-24T12:00:00Z');

/** So many seconds after an awaited machine should be ready. */
export const after = (seconds: number) => due + seconds * 1000;
export const instant = (seconds: number) => new Date(after(seconds)).toISOString();

/** A machine that should be ready at `after(0)`. */
export function awaited(state: InstanceState, changes: Partial<Instance> = {}): Instance {
  return machine('slow-otter', state, 'docker-host', {
    usuallyReadyAt: instant(0),
    // The service always expects some more.
    expectedReadyAt: instant(3600),
    ...changes,
  });
}
