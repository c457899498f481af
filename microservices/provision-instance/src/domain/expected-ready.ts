import type { InstanceStep } from '@cloudapp/contracts/instance';
import type { InstanceRecord } from '@cloudapp/data/instance-record';

/** What takes longer than thought is given a tenth more at a time, so that the estimate never says "now" for long. */
const overdueShare = 0.1;
/** So that the estimate of something short does not move all the time. */
const shortestMoreSeconds = 5;

/**
 * When a machine is expected to be ready; undefined of one that does not become so. As long as all goes as thought it is the same
 * instant, whenever one asks.
 */
export function expectedReadyAt(record: InstanceRecord, now: Date): string | undefined {
  const phase = phaseOf(record);
  if (phase === undefined) return undefined;
  const { startedAt, expectedSeconds } = phase;
  const elapsedSeconds = Math.max(0, now.getTime() - startedAt) / 1000;
  const seconds = stretched(expectedSeconds, elapsedSeconds) + pendingSeconds(record.steps);
  return new Date(startedAt + Math.ceil(seconds) * 1000).toISOString();
}

/** When a machine would be ready if all went as thought: always the same instant, counted from its turn to be launched or its start. */
export function usuallyReadyAt(record: InstanceRecord): string | undefined {
  const { state, createdAt, launchAt = createdAt, stateChangedAt, steps, expectedBootSeconds } = record;
  if (state === 'starting' || state === 'rebooting') return later(stateChangedAt, expectedBootSeconds);
  if (phaseOf(record) === undefined) return undefined;
  return later(
    launchAt,
    steps.reduce((sum, step) => sum + step.expectedSeconds, expectedBootSeconds),
  );
}

function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + Math.ceil(seconds) * 1000).toISOString();
}

interface Phase {
  /** In milliseconds. */
  readonly startedAt: number;
  readonly expectedSeconds: number;
}

/** What a machine is at: getting an EC2 instance that boots, being installed, or booting again, which takes as long as the first time. */
function phaseOf(record: InstanceRecord): Phase | undefined {
  const { state, createdAt, launchAt = createdAt, stateChangedAt, expectedBootSeconds: expectedSeconds } = record;
  if (state === 'installing') return phaseOfInstalling(record);
  if (state === 'requested' || state === 'launching') return { startedAt: Date.parse(launchAt), expectedSeconds };
  const isBootingAgain = state === 'starting' || state === 'rebooting';
  return isBootingAgain ? { startedAt: Date.parse(stateChangedAt), expectedSeconds } : undefined;
}

/** A step, or what lies between two steps, which takes no time of its own. */
function phaseOfInstalling({ steps, stateChangedAt }: InstanceRecord): Phase {
  const running = steps.find(({ state }) => state === 'running');
  if (running?.startedAt !== undefined) {
    return { startedAt: Date.parse(running.startedAt), expectedSeconds: running.expectedSeconds };
  }
  return { startedAt: Math.max(Date.parse(stateChangedAt), ...steps.map(endOf)), expectedSeconds: 0 };
}

function endOf({ startedAt, seconds }: InstanceStep): number {
  return startedAt === undefined || seconds === undefined ? 0 : Date.parse(startedAt) + seconds * 1000;
}

function pendingSeconds(steps: readonly InstanceStep[]): number {
  return steps.reduce((sum, step) => sum + (step.state === 'pending' ? step.expectedSeconds : 0), 0);
}

/** How long something takes in all that has taken so long already: at least a tenth of what was thought is always left. */
function stretched(expectedSeconds: number, elapsedSeconds: number): number {
  const more = Math.max(expectedSeconds * overdueShare, shortestMoreSeconds);
  const overdueSeconds = elapsedSeconds - expectedSeconds * (1 - overdueShare);
  return expectedSeconds + Math.max(0, Math.ceil(overdueSeconds / more)) * more;
}
