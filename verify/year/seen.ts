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
  /** When it is to stop for being idle, if that was told. */
  readonly idleStopsAt: number | undefined;
  /** When it is to stop by its owner's budget, if that was told. */
  readonly budgetStopsAt: number | undefined;
}

const textOf = (wire: Wire, name: string) => wire[name]?.S ?? '';
const instantOf = (wire: Wire, name: string) => Date.parse(textOf(wire, name));
const instantIn = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
const idIn = (wire: Wire, name: string, id = 'id') => wire[name]?.M?.[id]?.S;

/** Undefined of items that are no machines. */
export function seenIn(item: Item): Seen | undefined {
  const wire = item as unknown as Wire;
  if (textOf(wire, 'sk') !== 'instance') return undefined;
  const has = (name: string) => wire[name] !== undefined;
  return {
    id: textOf(wire, 'instanceId'),
    ownerId: idIn(wire, 'owner') ?? '',
    state: textOf(wire, 'state'),
    stopRule: idIn(wire, 'stopCause', 'rule'),
    hasInstance: has('billedSince'),
    hasAddress: has('address'),
    isOff: wire['isOff']?.BOOL === true,
    isStartTaken: has('startTaken'),
    costMicros: Number(wire['costMicros']?.N ?? 0),
    attention: wire['attention']?.S,
    dueAt: instantOf(wire, 'dueAt'),
    billedSince: instantOf(wire, 'billedSince'),
    budgetStopsAt: instantIn(idIn(wire, 'budgetStop', 'at')),
    idleStopsAt: instantIn(idIn(wire, 'idle', 'stopsAt')),
  };
}

export function entryIn(item: Item): Entry {
  const wire = item as unknown as Wire;
  return {
    id: textOf(wire, 'id'),
    at: instantOf(wire, 'at'),
    action: textOf(wire, 'action'),
    actorId: idIn(wire, 'actor'),
    subjectId: idIn(wire, 'subject') ?? '',
    detail: textOf(wire, 'detail'),
    happensAt: instantOf(wire, 'happensAt'),
  };
}
