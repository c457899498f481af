import { MachineWriter } from '@cloudapp/machines/application/writer';
import type { Change } from '@cloudapp/machines/domain/change';
import { instead, type Bug } from '../histories/instead.ts';

export const moved = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

/** A fault in what is written of machines. */
export function written(name: string, alter: (change: Change) => Change): Bug {
  return {
    name,
    put: instead(MachineWriter, 'steps', (original) => (change, now) => original(alter(change), now)),
  };
}

export function withoutEntries(change: Change, isLeftOut: (entry: Change['audit'][number]) => boolean): Change {
  return { ...change, audit: change.audit.filter((entry) => !isLeftOut(entry)) };
}

/** The record of a change with other members where it tells something. */
export function telling(change: Change, action: string, more: (next: Change['next']) => object): Change {
  const isTold = change.audit.some((entry) => entry.action === action);
  return isTold ? { ...change, next: { ...change.next, ...more(change.next) } } : change;
}

export function inState(change: Change, state: string, more: (next: Change['next']) => object): Change {
  return change.next.state === state ? { ...change, next: { ...change.next, ...more(change.next) } } : change;
}

export const isWarning = (detail: string) => (entry: Change['audit'][number]) =>
  entry.action === 'machine-stop-warned' && entry.detail?.startsWith(detail) === true;
