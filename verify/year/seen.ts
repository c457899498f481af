import type { Item } from '../../local/strict-dynamodb/attribute-value.ts';
import type { Entry } from './mail-book.ts';

type Wire = Readonly<
  Record<string, { readonly S?: string; readonly N?: string; readonly BOOL?: boolean; readonly M?: Wire }>
>;

/** What is seen of a machine's record at a write, without anything that decides. */
export interface Seen {
  readonly id: string;
  readonly ownerId: string;
  readonly state: string;
  readonly stopRule: string | undefined;
  readonly hasInstance: boolean;
  readonly hasAddress: boolean;
  readonly isOff: boolean;
  readonly isStartTaken: boolean;
  readonly costMicros: number;
  readonly attention: string | undefined;
  readonly dueAt: number;
  readonly billedSince: number;
}

const instantOf = (wire: Wire, name: string) => Date.parse(wire[name]?.S ?? '');

/** Undefined of items that are no machines. */
export function seenIn(item: Item): Seen | undefined {
  const wire = item as unknown as Wire;
  if (wire['sk']?.S !== 'instance') return undefined;
  return {
    id: wire['instanceId']?.S ?? '',
    ownerId: wire['owner']?.M?.['id']?.S ?? '',
    state: wire['state']?.S ?? '',
    stopRule: wire['stopCause']?.M?.['rule']?.S,
    hasInstance: wire['billedSince'] !== undefined,
    hasAddress: wire['address'] !== undefined,
    isOff: wire['isOff']?.BOOL === true,
    isStartTaken: wire['startTaken'] !== undefined,
    costMicros: Number(wire['costMicros']?.N ?? 0),
    attention: wire['attention']?.S,
    dueAt: instantOf(wire, 'dueAt'),
    billedSince: instantOf(wire, 'billedSince'),
  };
}

export function entryIn(item: Item): Entry {
  const wire = item as unknown as Wire;
  return {
    id: wire['id']?.S ?? '',
    at: instantOf(wire, 'at'),
    action: wire['action']?.S ?? '',
    actorId: wire['actor']?.M?.['id']?.S,
    subjectId: wire['subject']?.M?.['id']?.S ?? '',
    detail: wire['detail']?.S ?? '',
    happensAt: instantOf(wire, 'happensAt'),
  };
}
