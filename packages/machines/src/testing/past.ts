import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import { slotMs, slotUse } from '@cloudapp/data/usage-digest';
import type { PastMachine, Period } from '../domain/past-machine.ts';
import type { PastPerson, RulesToRehearse } from '../domain/rehearsal.ts';
import { sampleRecord } from './sample-record.ts';

/** Thirty days up to Tuesday, 31 March 2026; the clocks of Berlin are put forward on the 29th. */
export const march: Period = { from: Date.parse('2026-03-01T00:00:00Z'), until: Date.parse('2026-03-31T00:00:00Z') };

export const noRules: RulesToRehearse = { longestHours: { user: 720, admin: 720 }, longestHoursOf: {} };

/** What a machine did between two moments of March, as `10T09:00`. */
export type Did = readonly [from: string, to: string, use: keyof typeof slotUse];

const slotAt = (text: string) => (Date.parse(`2026-03-${text}:00Z`) - march.from) / slotMs;

/** A machine that did these things one after the other, and was off otherwise. */
export function didIn(did: readonly Did[], more: Partial<InstanceIn<'ready'>> = {}): PastMachine {
  return pastOf(sampleRecord('ready', { createdAt: '2026-02-01T00:00:00.000Z', ...more }), did);
}

export function pastOf(record: InstanceRecord, did: readonly Did[]): PastMachine {
  const slots = new Uint8Array((march.until - march.from) / slotMs);
  for (const [from, to, use] of did) slots.fill(slotUse[use], slotAt(from), slotAt(to));
  return { record, slots };
}

export function personWith(machines: readonly PastMachine[], more: Partial<PastPerson> = {}): PastPerson {
  return {
    userId: `usr_${'0'.repeat(26)}`,
    name: 'Ada',
    role: 'user',
    spent: new Map(),
    machines,
    leftOut: 0,
    ...more,
  };
}
