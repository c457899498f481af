import { fromMicros } from '@cloudapp/data/counters';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { uncountedRunMs, unbilledMicros } from './change.ts';

const minuteMs = 60_000;

/** How long a machine ran until now and what it cost: "It ran for 42 h 10 min and cost $1.23"; of old machines the cost alone is known. */
export function receiptOf(record: InstanceRecord, now: Date): string {
  const { ranMs, costMicros } = record;
  const cost = `$${fromMicros(costMicros + unbilledMicros(record, now)).toFixed(2)}`;
  if (ranMs === undefined) return `It cost ${cost}`;
  return `It ran for ${hoursAndMinutes(ranMs + uncountedRunMs(record, now))} and cost ${cost}`;
}

function hoursAndMinutes(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  const hours = Math.floor(minutes / 60);
  return [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes % 60 > 0 || hours === 0 ? [`${minutes % 60} min`] : []),
  ].join(' ');
}
