import type { Instance, InstanceStep } from '@cloudapp/contracts/instance';
import { allowedActions } from '@cloudapp/contracts/instance-state';
import { fromMicros } from '@cloudapp/data/counters';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { runningPerHour, unbilledMicros } from '@cloudapp/machines/domain/change';
import { passing } from '@cloudapp/machines/domain/facts';
import { canReplaceKey } from '@cloudapp/machines/domain/key-moves';
import { keyIdOfLine } from './ssh-public-key.ts';

/** A machine as its owner or an administrator sees it at an instant. */
export function presentInstance(record: InstanceRecord, viewerId: string, now: Date): Instance {
  const { readyAt, address, failure, startRefusal, waitingFor, leaseEndsAt } = passing(record);
  return {
    id: record.instanceId,
    name: record.name,
    owner: record.owner,
    blueprint: record.blueprint,
    size: record.size,
    diskGib: record.diskGib,
    state: record.state,
    stateChangedAt: record.stateChangedAt,
    createdAt: record.createdAt,
    readyAt,
    address,
    failure,
    startRefusal,
    steps: [...record.steps],
    sshKey: {
      id: keyIdOfLine(record.sshPublicKey),
      waitingSince: record.keyWaitingSince,
      canBeReplaced: canReplaceKey(record),
    },
    waitingFor,
    remainingSeconds: remainingSeconds(record, now),
    durationHours: record.durationHours,
    leaseEndsAt,
    cost: {
      perHour: runningPerHour(record),
      perHourStopped: record.prices.diskPerHour,
      soFar: fromMicros(record.costMicros + unbilledMicros(record, now)),
    },
    allowedActions: allowedActions(record.state, record.owner.id === viewerId),
  };
}

/** A step that takes longer than thought is given a tenth more, so that the estimate never says "now" for long. */
const overdueShare = 0.1;

function remainingSeconds(record: InstanceRecord, now: Date): number | undefined {
  if (!['requested', 'launching', 'installing'].includes(record.state)) return undefined;
  const elapsed = (now.getTime() - Date.parse(record.createdAt)) / 1000;
  const boot = record.state === 'installing' ? 0 : left(record.expectedBootSeconds, elapsed);
  const steps = record.steps.reduce((sum, step) => sum + remainingOfStep(step, now), 0);
  return Math.ceil(boot + steps);
}

function remainingOfStep(step: InstanceStep, now: Date): number {
  if (step.state === 'pending') return step.expectedSeconds;
  if (step.state !== 'running' || step.startedAt === undefined) return 0;
  return left(step.expectedSeconds, (now.getTime() - Date.parse(step.startedAt)) / 1000);
}

function left(expected: number, elapsed: number): number {
  return Math.max(expected - elapsed, expected * overdueShare);
}
