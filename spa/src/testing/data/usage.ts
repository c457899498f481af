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

export const receipt = {
  cost: 12.34,
  ranMinutes: 106 * 60,
  usedMinutes: 41 * 60,
  idleMinutes: 63 * 60,
  unknownMinutes: 120,
  enough: { instanceType: 't3a.small', cpuPercent: 20, memoryGib: 1.4, cost: 6.17 },
} satisfies Usage['receipt'];

/** Six hours of a machine, up to now. */
export function usage(now: Partial<typeof latest> = {}): Usage {
  const last = { ...latest, ...now };
  const steps = Array.from({ length: 72 }, (_, index) => {
    const minutes = (72 - index) * 5;
    const cpu = index === 71 ? last.cpu : 20 + 15 * Math.sin(index / 6);
    return { at: ago({ minutes }), cpu, cpuMost: Math.min(100, cpu * 2), memory: last.memory, disk: last.disk };
  });
  return { stepSeconds: 300, steps, latest: { ...last, at: ago({ minutes: 1 }) }, receipt };
}
