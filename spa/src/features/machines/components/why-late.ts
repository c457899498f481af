import type { Instance } from '@cloudapp/contracts/instance';
import { secondsLate } from '../../../modules/machines/components/awaited.ts';

/** From then on it is worth telling what may be wrong. */
const longLateSeconds = 60;

/** What may be wrong with a machine that is late for long, and what comes of it. */
export function whyLate(machine: Instance, now: number): string | undefined {
  if ((secondsLate(machine, now) ?? 0) < longLateSeconds) return undefined;
  const { state, steps } = machine;
  if (state === 'requested' || state === 'launching') {
    return 'AWS is slow to give out a machine. CloudApp keeps asking, and tells you if there is none to be had.';
  }
  if (state !== 'installing') {
    return 'AWS is slow to boot it, or what runs on it is slow to come up. If it does not, CloudApp says so here.';
  }
  const running = steps.find((step) => step.state === 'running');
  if (running) {
    return `“${running.title}” is not done: most often a download is slow. If it does not come, the step is given up, and its last lines tell why.`;
  }
  return steps.every((step) => step.state === 'done')
    ? 'All steps are done, but its check has not passed yet. If it never does, CloudApp says why.'
    : 'It is slow to boot, or cannot reach CloudApp. If it never reports, CloudApp says so and shows its console.';
}
