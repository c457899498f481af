import type { InstanceIn, InstanceRecord } from '@cloudapp/data/instance-record';
import type { Change } from './change.ts';
import { isToBeWarned, needHolidays, startByHours, stopByHours } from './hours.ts';
import { reasonOfStop, stopWarned } from './hours-moves.ts';

/** What a machine's hours ask for, for which more has to be known than the machine itself. */
export type HoursQuestion =
  /** Whether its owner may have it started. */
  | { readonly do: 'start-by-hours'; readonly ownerId: string }
  | { readonly do: 'renew-holidays'; readonly record: InstanceRecord };

/** What a machine's hours ask for now. */
export type HoursStep = { readonly do: 'change'; readonly change: Change } | HoursQuestion;

export function isHoursQuestion(step: { readonly do: string }): step is HoursQuestion {
  return step.do === 'start-by-hours' || step.do === 'renew-holidays';
}

/** Why a machine is to stop by its hours; undefined while it is not. */
export function reasonOfHours(record: InstanceIn<'ready'>, now: Date): string | undefined {
  const stop = stopByHours(record);
  return stop !== undefined && now.getTime() >= stop.at ? reasonOfStop(record, stop) : undefined;
}

/** What the hours of a machine at rest ask for, besides a stop, which is not the only thing that stops it. */
export function stepOfHours(record: InstanceIn<'ready' | 'stopped'>, now: Date): HoursStep | undefined {
  const step = record.state === 'stopped' ? startStep(record, now) : warningStep(record, now);
  return step ?? (needHolidays(record, now) ? { do: 'renew-holidays', record } : undefined);
}

function startStep(record: InstanceIn<'stopped'>, now: Date): HoursStep | undefined {
  const start = startByHours(record, now);
  if (start === undefined || now.getTime() < start.at) return undefined;
  return { do: 'start-by-hours', ownerId: record.owner.id };
}

function warningStep(record: InstanceIn<'ready'>, now: Date): HoursStep | undefined {
  const stop = stopByHours(record);
  if (stop === undefined || !isToBeWarned(record, stop, now)) return undefined;
  return { do: 'change', change: stopWarned(record, now, stop) };
}
