import { deletionDue } from './deletions.ts';
import type { Evidence } from './evidence.ts';
import { overdueIdle } from './idle-check.ts';
import type { Machine } from './machine.ts';
import { lateMs } from './troubles.ts';
import { nextStart, nextStop, warningDue } from './what-must-come.ts';

/** EC2 takes a while to stop a machine of which nothing but that is seen. */
const failedLateMs = 3 * 60_000;
/** So near to a limit nobody can say whether a start counts. */
const slackMs = 60_000;

const text = (at: number) => new Date(at).toISOString().slice(0, 19);

/** What should have happened to a machine by an instant and did not. */
export function overdueIn(witness: Evidence, machine: Machine, now: number): string[] {
  switch (machine.state) {
    case 'ready':
      return [...overdueOn(witness, machine, now), ...overdueIdle({ witness, machine, now })];
    case 'stopped':
      return [...overdueStart(witness, machine, now), ...overdueDeletion(witness, machine, now)];
    case 'failed':
      return [...overdueFailed(witness, machine, now), ...overdueDeletion(witness, machine, now)];
    default:
      return [];
  }
}

function overdueOn(witness: Evidence, machine: Machine, now: number): string[] {
  const { troubles } = witness;
  const stop = nextStop(machine, witness.ownerOf(machine).order);
  if (stop === undefined) return [];
  const due = Math.max(stop.at, machine.readySince);
  if (now > troubles.latest(due, lateMs)) return [`runs on, and was to be stopped by ${stop.rule} at ${text(due)}`];
  const warning = warningDue(machine, stop, now);
  const isLate = warning !== undefined && now > troubles.latest(warning.at, lateMs);
  return isLate ? [`was not warned by ${text(warning.at)} that it stops by ${stop.rule} at ${text(stop.at)}`] : [];
}

function overdueStart(witness: Evidence, machine: Machine, now: number): string[] {
  const start = nextStart(machine, now, -slackMs);
  const { isAway } = witness.ownerOf(machine);
  if (start === undefined || isAway || start.readyAt === machine.unsureStart) return [];
  const isLate = now > witness.troubles.latest(Math.max(start.at, machine.changedAt), lateMs);
  return isLate ? [`was not started by its hours, to be ready at ${text(start.readyAt)}`] : [];
}

function overdueDeletion(witness: Evidence, machine: Machine, now: number): string[] {
  const due = deletionDue(machine, witness.rules.keptDays, witness.looksMs);
  const isLate = due !== undefined && !witness.ownerOf(machine).isAway && now > witness.troubles.latest(due, lateMs);
  return isLate ? [`was to be deleted at ${text(due)}`] : [];
}

function overdueFailed({ troubles }: Evidence, machine: Machine, now: number): string[] {
  const { lease, hasInstance, isOff } = machine;
  if (lease === undefined || !hasInstance || isOff) return [];
  const due = Math.max(lease.endsAt, machine.stateSince);
  return now > troubles.latest(due, failedLateMs) ? [`has failed and runs on after its time, ${text(due)}`] : [];
}
