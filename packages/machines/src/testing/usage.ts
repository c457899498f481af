import type { TimedUsage } from '@cloudapp/data/usage-item';
import { sampleNow } from './sample-record.ts';

/** What a machine says that nobody uses. */
export const silent = {
  cpu: 0.5,
  memory: 20,
  disk: 30,
  load: 0.01,
  terminals: 0,
  isTyping: false,
  connections: 0,
  jobs: 0,
  networkKb: 4,
};

/** What a machine said each minute, from so many minutes before a moment to so many before it. */
export function saying(from: number, to: number, more: Partial<TimedUsage> = {}, now: Date = sampleNow): TimedUsage[] {
  return Array.from({ length: from - to + 1 }, (_, index) => ({
    at: now.getTime() - (from - index) * 60_000,
    ...silent,
    ...more,
  }));
}
