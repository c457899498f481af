import type { Machine, Rest } from './machine.ts';
import { dayMs } from './wall-clock.ts';

/** How exact instants are that two clocks have written. */
const nearMs = 30_000;

export function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= nearMs;
}

/** The days of a machine that is off from now on. @param keptDays undefined where machines are kept for ever */
export function restFrom(from: number, keptDays: number | undefined): Rest {
  return { from, shortestDays: keptDays ?? Infinity, steadySince: from };
}

/** Another rule holds for what is off. */
export function ruleChanged(rest: Rest, keptDays: number | undefined, now: number): void {
  rest.shortestDays = Math.min(rest.shortestDays, keptDays ?? Infinity);
  countAnew(rest, now);
}

/** Its days may begin anew, with warnings of their own: another rule holds, or its owner is away or back. */
export function countAnew(rest: Rest, now: number): void {
  rest.steadySince = now;
  rest.isRecounted = true;
}

/** A warning of a deletion was told. @returns what is wrong with it */
export function warnedOfDeletion({ rest }: Machine, happensAt: number, now: number): string[] {
  if (rest === undefined) return ['is warned of its deletion and not off'];
  const left = happensAt - now;
  const isFirst = left >= 3 * dayMs - nearMs;
  const { firstToldAt, lastToldAt, isRecounted = false } = rest;
  rest.firstToldAt = isFirst ? now : firstToldAt;
  rest.lastToldAt = isFirst ? undefined : now;
  if (isFirst) rest.isRecounted = false;
  const isAgain = (isFirst ? firstToldAt : lastToldAt) !== undefined && !isRecounted;
  const isUnannounced = !isFirst && firstToldAt === undefined;
  return [
    ...when(isAgain, 'is warned of its deletion again'),
    ...when(isUnannounced, 'is warned of its deletion less than three days before'),
    ...when(left < dayMs - nearMs, 'is warned of its deletion less than a day before'),
  ];
}

function when(isWrong: boolean, finding: string): string[] {
  return isWrong ? [finding] : [];
}

/** A machine is deleted by the rule. @returns what is wrong with that */
export function deletedByRule({ rest, hours, isOff }: Machine, isOwnerAway: boolean, now: number): string[] {
  if (rest === undefined) return ['is deleted and not off'];
  const { firstToldAt = Infinity, lastToldAt = Infinity, from, shortestDays } = rest;
  return [
    ...when(now < firstToldAt + 3 * dayMs - nearMs, 'is deleted without a warning three days before'),
    ...when(now < lastToldAt + dayMs - nearMs, 'is deleted without a warning a day before'),
    ...when(now < from + shortestDays * dayMs - nearMs, 'is deleted before its days are over'),
    ...when(isOwnerAway, 'is deleted while its owner is away'),
    ...when(hours !== undefined && !isOff, 'is deleted though its hours start it again'),
  ];
}

/** When a machine must have been deleted at the latest; undefined where that cannot be said. @param looksMs between two looks at what rests */
export function deletionDue({ rest, hours, isOff }: Machine, keptDays: number | undefined, looksMs: number) {
  if (rest === undefined || keptDays === undefined || (hours !== undefined && !isOff)) return undefined;
  const { from, steadySince } = rest;
  // Other rules, and an owner who is back, leave time for both warnings.
  const isSteady = steadySince === from;
  return isSteady
    ? from + keptDays * dayMs + looksMs
    : Math.max(from + keptDays * dayMs, steadySince + 4 * dayMs) + keptDays * dayMs + looksMs;
}
