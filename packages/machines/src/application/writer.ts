import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { plainSteps, step, transact, type Step } from '@cloudapp/data/transaction';
import type { Change } from '../domain/change.ts';
import { countsOf } from '../domain/counted-by-hour.ts';

export interface WriterParts {
  readonly database: Database;
  readonly instances: InstanceRepository;
  readonly quotas: QuotaRepository;
  readonly statisticsEvents: StatisticsEventRepository;
  readonly audit: AuditRepository;
}

/** Why a change of a machine was not written: somebody was faster, or its owner holds no place that it could give back. */
export type WriteRefusal = 'overtaken' | 'quota-not-held';

/** Thrown when a change of a machine could not be written; nothing was changed. */
export class MachineConflictError extends Error {
  readonly code: WriteRefusal;

  constructor(code: WriteRefusal) {
    super(`The machine could not be changed: ${code}`);
    this.name = 'MachineConflictError';
    this.code = code;
  }
}

/** Writers of one machine are few (a report, a worker, its owner), so that this many rounds are never used up. */
const maxRounds = 12;

/** Writes changes of machines with everything that goes with them, in one transaction each. */
export class MachineWriter {
  readonly #parts: WriterParts;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** What a change writes. */
  steps(change: Change, now: Date): Step<WriteRefusal>[] {
    const { instances, quotas, statisticsEvents, audit } = this.#parts;
    const { next } = change;
    return [
      step(instances.replaceItem(next), 'overtaken'),
      ...(change.releasesQuota ? [step(quotas.releaseItem(next.owner.id), 'quota-not-held')] : []),
      ...change.audit.map((event) => audit.step(event, now)),
      ...plainSteps(
        ...change.activity.map((activity) => instances.activityItem(next.instanceId, activity, now)),
        ...countsOf(change, now).flatMap(({ event, at }) =>
          statisticsEvents.items({ ...event, ownerId: next.owner.id }, at),
        ),
        ...(change.dropsIntent ? [instances.deleteIntentItem(next.instanceId)] : []),
        ...(change.intent ? [instances.intentItem(next.instanceId, change.intent)] : []),
        ...(change.secrets ? [instances.secretsItem(next.instanceId, change.secrets)] : []),
      ),
    ];
  }

  /**
   * Writes a change of a machine as it was read.
   * @returns whether it was written; else somebody was faster
   * @throws MachineConflictError
   */
  async write(change: Change, now: Date): Promise<boolean> {
    const refusal = await transact(this.#parts.database, this.steps(change, now), (reason) => reason);
    if (refusal !== undefined && refusal !== 'overtaken') throw new MachineConflictError(refusal);
    return refusal === undefined;
  }

  /**
   * Reads a machine, lets `decide` say what changes, and writes that if nobody was faster; else begins again.
   * @param also is written with it
   * @returns the machine as it is now, or undefined when there is none
   * @throws MachineConflictError
   */
  async update(
    instanceId: string,
    now: Date,
    decide: (record: InstanceRecord) => Change | undefined,
    also: readonly Step<'overtaken'>[] = [],
  ): Promise<InstanceRecord | undefined> {
    for (let round = 1; ; round++) {
      const record = await this.#parts.instances.get(instanceId);
      const change = record && decide(record);
      if (!change) return record;
      const steps = [...this.steps(change, now), ...also];
      const refusal = await transact(this.#parts.database, steps, (reason) => reason);
      if (refusal === undefined) return change.next;
      if (refusal !== 'overtaken' || round === maxRounds) throw new MachineConflictError(refusal);
    }
  }
}
