import type { Usage } from '@cloudapp/contracts/usage';
import { ago } from './records.ts';

const latest = {
  cpu: 12,
  memory: 41,
  disk: 63,
  load: 0.4,
  terminals: 1,
  isTyping: false,
  connections: 2,
  jobs: 1,
  networkKb: 40,
};

/** Six hours of a machine, up to now. */
export function usage(now: Partial<typeof latest> = {}): Usage {
  const last = { ...latest, ...now };
  const steps = Array.from({ length: 72 }, (_, index) => {
    const minutes = (72 - index) * 5;
    const cpu = index === 71 ? last.cpu : 20 + 15 * Math.sin(index / 6);
    return { at: ago({ minutes }), cpu, cpuMost: Math.min(100, cpu * 2), memory: last.memory, disk: last.disk };
  });
  return { stepSeconds: 300, steps, latest: { ...last, at: ago({ minutes: 1 }) } };
}
