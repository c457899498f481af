import type { Timetable } from './stretches.ts';

/** A machine as the checker knows it: from what people asked for and what was seen of it. Instants are milliseconds since 1970. */
export interface Machine {
  readonly id: string;
  readonly ownerId: string;
  readonly createdAt: number;
  state: string;
  /** For how many hours it runs from each start. */
  duration: number;
  lease: Lease | undefined;
  runsSince: number;
  readySince: number;
  extendedAt: number | undefined;
  hours: Timetable | undefined;
  stateSince: number;
  /** Since when it was stopped last. */
  stoppedSince: number;
  /** Whether EC2 has something of it that costs. */
  hasInstance: boolean;
  /** How long its last starts took. */
  startsTook: number[];
  /** The beginning of a window at which it was not started, since its owner was away; one at which that cannot be said. */
  leftOut: number;
  unsureStart: number;
  startedByAdministratorAt: number | undefined;
  /** Why it was stopped last, as its record says. */
  stopRule: string | undefined;
  isOff: boolean;
  /** When warnings were told, by what they told. */
  readonly warnings: Map<string, number>;
  /** When something was changed by which it stops at another time. */
  changedAt: number;
  /** What it has said of its minutes, oldest first. */
  readonly said: Said[];
  /** When its record says that it stops for being idle, or said last, and when that was told. */
  idleStopsAt: number | undefined;
  idleStopsBefore: number | undefined;
  idleToldAt: number | undefined;
  budgetStopsAt: number | undefined;
  budgetToldAt: number | undefined;
  /** Since when it is known that it should have stopped for that. */
  idleDue: number | undefined;
  /** Until when somebody wants it kept from that, and since when. */
  keptUntil: number;
  keptAt: number;
  /** For how many minutes somebody on it asks that it be kept. */
  keepsItself: number | undefined;
  rest: Rest | undefined;
  /** Its days off until it left them last. */
  restBefore: Rest | undefined;
}

/** What a machine has said of a minute. */
export interface Said {
  readonly at: number;
  readonly isUsed: boolean;
}

/** The time that somebody gave it, and since when it ends then. */
export interface Lease {
  readonly endsAt: number;
  readonly setAt: number;
}

/** Its days off, after which it is deleted. */
export interface Rest {
  /** The days count from then, or from a look soon after. */
  readonly from: number;
  /** The shortest rule that has held since. */
  shortestDays: number;
  firstToldAt?: number | undefined;
  lastToldAt?: number | undefined;
  /** Whether its days may have begun anew, with warnings of their own. */
  isRecounted?: boolean;
  /** Since when nothing has changed that would have it kept longer. */
  steadySince: number;
}

/** What warnings are known by: a machine has one of each for each end. */
export function warningKey(lead: Lead, endsAt: number): string {
  return `${lead} ${Math.round(endsAt / 60_000)}`;
}

export const leadMs = { day: 24 * 3_600_000, hour: 3_600_000, quarter: 15 * 60_000 } as const;
export type Lead = keyof typeof leadMs;

export function newMachine(id: string, ownerId: string, now: number): Machine {
  return {
    id,
    ownerId,
    createdAt: now,
    state: 'requested',
    duration: 0,
    lease: undefined,
    runsSince: now,
    readySince: now,
    extendedAt: undefined,
    hours: undefined,
    stateSince: now,
    stoppedSince: now,
    hasInstance: false,
    startsTook: [],
    leftOut: 0,
    unsureStart: 0,
    startedByAdministratorAt: undefined,
    stopRule: undefined,
    isOff: false,
    warnings: new Map(),
    changedAt: now,
    said: [],
    idleStopsAt: undefined,
    idleStopsBefore: undefined,
    idleToldAt: undefined,
    budgetStopsAt: undefined,
    budgetToldAt: undefined,
    idleDue: undefined,
    keptUntil: 0,
    keptAt: 0,
    keepsItself: undefined,
    rest: undefined,
    restBefore: undefined,
  };
}
