import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { monthBeyond } from '@cloudapp/data/quota-ledger';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import { plainSteps, step, transact, type Step } from '@cloudapp/data/transaction';
import type { Change } from '../domain/change.ts';
import { countsOf } from '../domain/counted-by-hour.ts';
import { BudgetExceededError } from './budget-exceeded-error.ts';

export interface WriterParts {
  readonly database: Database;
  readonly instances: InstanceRepository;
  readonly quotas: QuotaRepository;
  readonly statisticsEvents: StatisticsEventRepository;
  readonly audit: AuditRepository;
}

/** Why a change of a machine was not written: somebody was faster, or its owner holds no place that it could give back. */
type Conflict = 'overtaken' | 'quota-not-held';

/** Besides, its owner's budget has no room for it, or its owner, who is gone, has no ledger that it could be posted to. */
export type WriteRefusal = Conflict | 'over-budget' | 'no-ledger';

/** Thrown when a change of a machine could not be written; nothing was changed. */
export class MachineConflictError extends Error {
  readonly code: Conflict;

  constructor(code: Conflict) {
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
    const { instances, statisticsEvents, audit } = this.#parts;
    const { next } = change;
    return [
      step(instances.replaceItem(next), 'overtaken'),
      ...this.#ofOwner(change),
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

  /** DynamoDB takes one write of an item in each transaction. */
  #ofOwner({ next, releasesQuota, posting }: Change): Step<WriteRefusal>[] {
    const { quotas } = this.#parts;
    if (releasesQuota) return [step(quotas.releaseItem(next.owner.id, posting), 'quota-not-held')];
    if (Object.keys(posting.changes).length === 0) return [];
    return [step(quotas.postItem(next.owner.id, posting), posting.limit === undefined ? 'no-ledger' : 'over-budget')];
  }

  /**
   * Writes a change of a machine as it was read.
   * @returns whether it was written; else somebody was faster
   * @throws MachineConflictError, BudgetExceededError
   */
  async write(change: Change, now: Date): Promise<boolean> {
    const refusal = await this.#transact(change, now, []);
    if (refusal !== undefined && refusal !== 'overtaken') throw new MachineConflictError(refusal);
    return refusal === undefined;
  }

  /**
   * Reads a machine, lets `decide` say what changes, and writes that if nobody was faster; else begins again.
   * @param also is written with it
   * @returns the machine as it is now, or undefined when there is none
   * @throws MachineConflictError, BudgetExceededError
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
      const refusal = await this.#transact(change, now, also);
      if (refusal === undefined) return change.next;
      if (refusal !== 'overtaken' || round === maxRounds) throw new MachineConflictError(refusal);
    }
  }

  async #transact(change: Change, now: Date, also: readonly Step<'overtaken'>[]): Promise<Conflict | undefined> {
    const { database } = this.#parts;
    const refusal = await transact(database, [...this.steps(change, now), ...also], (reason) => reason);
    if (refusal === 'over-budget') return await this.#refuseBeyond(change);
    if (refusal !== 'no-ledger') return refusal;
    return await this.#transact({ ...change, posting: { changes: {} } }, now, also);
  }

  /** @returns that it was overtaken, where there is room again meanwhile */
  async #refuseBeyond({ next, posting }: Change): Promise<'overtaken'> {
    const quota = await this.#parts.quotas.get(next.owner.id);
    const beyond = monthBeyond(quota?.ledger ?? {}, posting);
    if (beyond) throw new BudgetExceededError(beyond);
    return 'overtaken';
  }
}
