import { transitions, type InstanceState } from '@cloudapp/contracts/instance-state';
import type { NewAuditEvent } from '@cloudapp/data/audit-repository';
import { counter, gauge, toMicros } from '@cloudapp/data/counters';
import type { InstanceEvent, InstanceRecord, Sealed } from '@cloudapp/data/instance-record';
import { schedule } from './schedule.ts';

type Numbers = Readonly<Record<string, number>>;

/** Everything that one transaction writes about one machine. */
export interface Change {
  readonly next: InstanceRecord;
  readonly counters: Numbers;
  readonly gauges: Numbers;
  readonly events: readonly Omit<InstanceEvent, 'id' | 'at'>[];
  readonly audit: readonly NewAuditEvent[];
  /** What this machine teaches about how long steps take. */
  readonly learnt?: { readonly key: string; readonly counters: Numbers } | undefined;
  readonly releasesQuota: boolean;
  readonly dropsIntent: boolean;
  readonly secrets?: Sealed | undefined;
}

/** What a move from state to state changes besides the state. */
export interface Move {
  readonly patch?: Partial<InstanceRecord>;
  /** Whether running time is charged from now on; unchanged when absent. */
  readonly isBilled?: boolean;
  readonly counters?: Numbers;
  readonly event?: Omit<InstanceEvent, 'id' | 'at'>;
  readonly audit?: NewAuditEvent;
  readonly learnt?: Change['learnt'];
  readonly dropsIntent?: boolean;
}

/** Thrown for a move that the transition table does not have: a mistake of ours. */
export class ImpossibleMoveError extends Error {
  readonly code = 'impossible-move';

  constructor(from: InstanceState, to: InstanceState) {
    super(`A machine cannot go from ${from} to ${to}`);
    this.name = 'ImpossibleMoveError';
  }
}

const hourMs = 3_600_000;

/** What the time since `billedSince` costs, in millionths of a dollar. */
export function unbilledMicros(record: InstanceRecord, now: Date): number {
  if (record.billedSince === undefined) return 0;
  const elapsedMs = Math.max(0, now.getTime() - Date.parse(record.billedSince));
  return Math.round((toMicros(record.size.pricePerHour) * elapsedMs) / hourMs);
}

/** Changes a machine within its state, and books what it has cost until now. */
export function revise(record: InstanceRecord, now: Date, move: Move = {}): Change {
  const billing = bill(record, move.isBilled ?? record.billedSince !== undefined, now);
  const patched = { ...record, ...billing.patch, ...move.patch, version: record.version + 1 };
  return {
    next: { ...patched, ...schedule(patched, now) },
    counters: add(billing.counters, move.counters),
    gauges: billing.gauges,
    events: move.event ? [move.event] : [],
    audit: move.audit ? [move.audit] : [],
    learnt: move.learnt,
    releasesQuota: false,
    dropsIntent: move.dropsIntent ?? false,
  };
}

/** Moves a machine into another state. */
export function moveTo(record: InstanceRecord, state: InstanceState, now: Date, move: Move = {}): Change {
  if (!transitions[record.state].includes(state)) throw new ImpossibleMoveError(record.state, state);
  const isEnd = state === 'terminated';
  const patch: Partial<InstanceRecord> = {
    deadlineAt: undefined,
    isRebootSent: undefined,
    waitingFor: undefined,
    ...move.patch,
    state,
    stateChangedAt: now.toISOString(),
    ...(isEnd && { holdsQuota: false, leaseEndsAt: undefined }),
  };
  const change = revise(record, now, { ...move, patch, ...(isEnd && { isBilled: false, dropsIntent: true }) });
  return {
    ...change,
    counters: add(change.counters, isEnd ? { [counter.net(record.blueprint.id)]: -1 } : {}),
    gauges: add(change.gauges, stateGauges(record, state)),
    releasesQuota: isEnd && record.holdsQuota,
  };
}

/** The gauges of living machines: terminated ones are counted nowhere. */
function stateGauges(record: InstanceRecord, state: InstanceState): Numbers {
  const left = { [gauge.machinesInState(record.state)]: -1 };
  if (state === 'terminated') return { ...left, [gauge.machinesOfBlueprint(record.blueprint.id)]: -1 };
  return { ...left, [gauge.machinesInState(state)]: 1 };
}

function bill(record: InstanceRecord, isBilled: boolean, now: Date) {
  const micros = unbilledMicros(record, now);
  const wasBilled = record.billedSince !== undefined;
  const rate = toMicros(record.size.pricePerHour);
  const patch: Partial<InstanceRecord> = {
    costMicros: record.costMicros + micros,
    billedSince: isBilled ? now.toISOString() : undefined,
  };
  return {
    patch,
    counters: micros === 0 ? {} : { [counter.cost(record.blueprint.id)]: micros },
    gauges: isBilled === wasBilled ? {} : { [gauge.costPerHour]: isBilled ? rate : -rate },
  };
}

/** The change, with numbers that belong to the same transaction: DynamoDB takes one write of an item in each. */
export function counting(change: Change, counters: Numbers, gauges: Numbers): Change {
  return { ...change, counters: add(change.counters, counters), gauges: add(change.gauges, gauges) };
}

function add(a: Numbers, b: Numbers = {}): Numbers {
  const sum: Record<string, number> = { ...a };
  for (const [name, value] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
