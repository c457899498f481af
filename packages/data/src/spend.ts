import { createHash } from 'node:crypto';

/** How long it is known what somebody's machines cost in a month: two years, and the month itself. */
export const spendRetentionDays = 800;

/** Over how many values of the index's key the people of a month are spread (aws-facts: a value takes 1,000 write units a second). */
const spread = 4;
const start = 'spend#';

/** The key of what the machines of somebody cost in a month. */
export function spendKey(month: string, ownerId: string): string {
  return `${start}${month}#${ownerId}`;
}

/** Whose month it is. */
export function ownerOfSpend(key: string): string {
  return key.slice(key.lastIndexOf('#') + 1);
}

/** Where a person's month is among those of all. */
export function spendPartition(month: string, ownerId: string): string {
  return `${month}#${createHash('sha256').update(ownerId).digest().readUInt16BE() % spread}`;
}

/** All partitions of a month. */
export function spendPartitions(month: string): string[] {
  return Array.from({ length: spread }, (_, number) => `${month}#${number}`);
}
