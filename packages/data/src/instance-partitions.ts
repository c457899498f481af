import { createHash } from 'node:crypto';
import type { Attention, InstanceRecord } from './instance-record.ts';

/**
 * Over how many values of an index's key machines are spread: one takes 1,000 write units a second, and holds back the table when
 * it cannot follow. `index-load.test.ts` has the arithmetic for 100,000 running machines (ADR 26). More may be made of any; with
 * fewer, what is stored under the others would be found no more.
 */
const spread = { kind: 4, active: 4, settled: 16 } as const;

/** The index partition of an owner's machines, living or ended. */
export function ownerPartition(ownerId: string, isEnded: boolean): string {
  return isEnded ? `${ownerId}#ended` : ownerId;
}

/** The index partition of a machine among all, living or ended. */
export function kindPartition(instanceId: string, isEnded: boolean): string {
  return partOf(kindOf(isEnded), instanceId, spread.kind);
}

/** All partitions in which there are living machines, or ended ones. */
export function kindPartitions(isEnded: boolean): string[] {
  return partsOf(kindOf(isEnded), spread.kind);
}

/** The index partition in which a machine waits for its next look. */
export function attentionPartition(instanceId: string, attention: Attention): string {
  return partOf(attention, instanceId, spread[attention]);
}

/** All partitions in which machines wait for the same. */
export function attentionPartitions(attention: Attention): string[] {
  return partsOf(attention, spread[attention]);
}

type ExpectedPower = 'running' | 'stopped';

/** What EC2 should say of a machine that rests; undefined while it moves, and once EC2 has nothing of it any more. */
export function expectedPowerOf(record: InstanceRecord): ExpectedPower | undefined {
  if (record.state === 'ready') return 'running';
  if (record.state === 'stopped') return 'stopped';
  if (record.state !== 'failed' || record.billedSince === undefined) return undefined;
  return record.isOff === true ? 'stopped' : 'running';
}

const kindOf = (isEnded: boolean) => (isEnded ? 'ended' : 'machine');

function partOf(name: string, instanceId: string, count: number): string {
  // An id begins with its time and ends at random; a digest spreads any.
  return `${name}#${createHash('sha256').update(instanceId).digest().readUInt16BE() % count}`;
}

/** Besides the numbered ones the one without, which had all before they were spread: what nobody wrote since is there. */
function partsOf(name: string, count: number): string[] {
  return [name, ...Array.from({ length: count }, (_, number) => `${name}#${number}`)];
}
