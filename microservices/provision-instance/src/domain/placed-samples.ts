import type { ReportedUsage } from '@cloudapp/contracts/usage';
import { minuteMs, type TimedUsage } from '@cloudapp/data/usage-item';

/**
 * Samples as of the minutes of our own clock in which they were taken. Of two in the same minute the busier one counts: a minute in
 * which something happened is none in which nothing did.
 */
export function placedSamples(reported: readonly ReportedUsage[], now: Date): TimedUsage[] {
  const minutes = new Map<number, TimedUsage>();
  for (const { secondsAgo, ...sample } of reported) {
    const taken = now.getTime() - secondsAgo * 1000;
    const at = taken - (taken % minuteMs);
    const before = minutes.get(at);
    if (before === undefined || sample.cpu > before.cpu) minutes.set(at, { at, ...sample });
  }
  return [...minutes.values()].sort((one, other) => one.at - other.at);
}
