import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Phase, Plan, Targets } from './load.ts';

/** Begins to ask services, in a process of its own. */
export function startLoad(plan: Plan, targets: Targets, firstPhase: string) {
  const child = fork(join(import.meta.dirname, 'load.ts'), [], { execArgv: ['--import', 'tsx'] });
  child.send({ targets });
  child.send(firstPhase);
  child.send(plan);
  return {
    begin: (phase: string) => child.send(phase),
    /** From now on the processes of services are these. */
    turnTo: async (others: Targets) => {
      const turned = once(child, 'message');
      child.send({ targets: others });
      await turned;
    },
    /** Asks no more, and waits for the last answer. */
    stop: async (): Promise<readonly Phase[]> => {
      child.send('stop');
      for (;;) {
        const [said] = (await once(child, 'message')) as [readonly Phase[] | 'turned'];
        if (said !== 'turned') return said;
      }
    },
    kill: () => child.kill(),
  };
}

/** Requests of a phase in all. */
export function requestsOf({ outcomes }: Phase): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

/** Requests of a phase that came to none of these. */
export function othersOf(phase: Phase, expected: readonly string[]): number {
  const met = expected.reduce((sum, outcome) => sum + (phase.outcomes[outcome] ?? 0), 0);
  return requestsOf(phase) - met;
}
