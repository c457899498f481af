import type { Instance } from '@cloudapp/contracts/instance';
import { allowedActions } from '@cloudapp/contracts/instance-state';
import { fromMicros } from '@cloudapp/data/counters';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { runningPerHour, unbilledMicros, uncountedRunMs } from '@cloudapp/machines/domain/change';
import { passing } from '@cloudapp/machines/domain/facts';
import { idleAhead } from '@cloudapp/machines/domain/idle';
import { canReplaceKey } from '@cloudapp/machines/domain/key-moves';
import { expectedReadyAt, usuallyReadyAt } from './expected-ready.ts';
import { presentHours } from './present-hours.ts';
import { keyIdOfLine } from './ssh-public-key.ts';

/** A machine as its owner or an administrator sees it at an instant. */
export function presentInstance(record: InstanceRecord, viewerId: string, now: Date): Instance {
  const { readyAt, address, failure, startRefusal, stopCause, waitingFor, leaseEndsAt, deletion } = passing(record);
  const idle = idleAhead(record, now);
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
    stopCause,
    idle: idle && { since: idle.since, stopsAt: idle.stopsAt, evidence: idle.evidence },
    keptUntil: record.keptUntil,
    steps: [...record.steps],
    sshKey: {
      id: keyIdOfLine(record.sshPublicKey),
      waitingSince: record.keyWaitingSince,
      canBeReplaced: canReplaceKey(record),
    },
    waitingFor,
    launchAt: record.state === 'requested' ? record.launchAt : undefined,
    expectedReadyAt: expectedReadyAt(record, now),
    usuallyReadyAt: usuallyReadyAt(record),
    durationHours: record.durationHours,
    leaseEndsAt,
    deletesAt: deletion?.at,
    hours: presentHours(record, now),
    cost: {
      perHour: runningPerHour(record),
      perHourStopped: record.prices.diskPerHour,
      soFar: fromMicros(record.costMicros + unbilledMicros(record, lastFullStep(now))),
    },
    ranSeconds:
      record.ranMs === undefined ? undefined : (record.ranMs + uncountedRunMs(record, lastFullStep(now))) / 1000,
    allowedActions: allowedActions(record.state, record.owner.id === viewerId).filter(
      (action) => action !== 'keep' || deletion !== undefined,
    ),
  };
}

/** The costs of all machines grow at the same moments, and seldom: an answer that says the same is not sent again. */
const costStepMs = 5 * 60_000;

function lastFullStep(now: Date): Date {
  return new Date(Math.floor(now.getTime() / costStepMs) * costStepMs);
}
