import { usageSampleSchema, type UsageSample } from '@cloudapp/contracts/usage';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';
import { noTotals, totalsBytes, unpackTotals, type UsageTotals } from './usage-totals.ts';

/** What a machine did in the minute that ended then. */
export interface TimedUsage extends UsageSample {
  /** Milliseconds since 1970, a full minute. */
  readonly at: number;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/**
 * A sample in 11 bytes, so that an hour of them is less than a KiB, for which a write takes one unit. Percents are stored as halves,
 * loads as hundredths; whether something was typed is the highest bit of the terminals.
 */
export function packed(sample: UsageSample): Uint8Array {
  const bytes = new Uint8Array(11);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, Math.round(sample.cpu * 2));
  view.setUint8(1, Math.round(sample.memory * 2));
  view.setUint8(2, Math.round(sample.disk * 2));
  view.setUint16(3, Math.round(sample.load * 100));
  view.setUint8(5, sample.terminals + (sample.isTyping ? 128 : 0));
  view.setUint16(6, sample.connections);
  view.setUint8(8, sample.jobs);
  view.setUint16(9, sample.networkKb);
  return bytes;
}

function unpacked(bytes: Uint8Array): UsageSample {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return usageSampleSchema.parse({
    cpu: view.getUint8(0) / 2,
    memory: view.getUint8(1) / 2,
    disk: view.getUint8(2) / 2,
    load: view.getUint16(3) / 100,
    terminals: view.getUint8(5) % 128,
    isTyping: view.getUint8(5) >= 128,
    connections: view.getUint16(6),
    jobs: view.getUint8(8),
    networkKb: view.getUint16(9),
  });
}

const minuteName = /^[0-5]\d$/;
const bytes = z.instanceof(Uint8Array);
const row = bytes.refine(({ length }) => length === 11);
const totals = bytes.refine(({ length }) => length === totalsBytes);

/** An hour of a machine as it is read. */
export interface UsageHour {
  /** Hours since 1970. */
  readonly hour: number;
  readonly samples: readonly TimedUsage[];
  /** What the machine did in all hours that were in this place before. */
  readonly before: UsageTotals;
  /** What is remembered of them (`usage-digest.ts`). */
  readonly past: Uint8Array;
}

/**
 * An hour of a machine: one attribute for each minute in which it said something, named `00` to `59`, and the sums of the hours
 * that had this place before, with what is remembered of them for a month; `s` and `p`, since each byte of an item counts that stays
 * just below a KiB.
 */
export const usageItem = defineItem({
  table: 'instances',
  schema: z
    .looseObject({ hour: z.int(), s: totals.optional(), p: bytes.optional() })
    .transform(({ hour, s: sum, p: past, ...rest }): UsageHour => ({
      hour,
      before: sum === undefined ? noTotals : unpackTotals(sum),
      past: past ?? new Uint8Array(),
      samples: Object.entries(rest)
        .filter(([name]) => minuteName.test(name))
        .map(([name, bytes]) => ({ at: hour * hourMs + Number(name) * minuteMs, ...unpacked(row.parse(bytes)) })),
    })),
});
