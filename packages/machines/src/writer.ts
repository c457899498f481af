import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { StatisticsRepository } from '@cloudapp/data/statistics-repository';
import { ConditionFailedError, transact, type TransactItem } from '@cloudapp/data/transaction';
import type { Change } from './domain/change.ts';

export interface WriterParts {
  readonly database: Database;
  readonly instances: InstanceRepository;
  readonly quotas: QuotaRepository;
  readonly statistics: StatisticsRepository;
  readonly audit: AuditRepository;
}

/** Writers of one machine are few (a report, a worker, its owner), so that this many rounds are never used up. */
const maxRounds = 12;

/** Writes changes of machines with everything that goes with them, in one transaction each. */
export class MachineWriter {
  readonly #parts: WriterParts;

  constructor(parts: WriterParts) {
    this.#parts = parts;
  }

  /** The items of a change; the first one fails when the machine was written meanwhile. */
  items(change: Change, now: Date): TransactItem[] {
    const { instances, quotas, statistics, audit } = this.#parts;
    const { next } = change;
    return [
      instances.replaceItem(next),
      ...change.events.map((event) => instances.eventItem(next.instanceId, event, now)),
      ...change.audit.map((event) => audit.item(event, now)),
      ...(hasAny(change.counters) ? statistics.countItems(change.counters, now) : []),
      ...(hasAny(change.gauges) ? [statistics.gaugeItem(change.gauges)] : []),
      ...(change.learnt ? [statistics.addItem(change.learnt.key, change.learnt.counters)] : []),
      ...(change.releasesQuota ? [quotas.releaseItem(next.owner.id)] : []),
      ...(change.dropsIntent ? [instances.deleteIntentItem(next.instanceId)] : []),
      ...(change.secrets ? [instances.secretsItem(next.instanceId, change.secrets)] : []),
    ];
  }

  /**
   * Reads a machine, lets `decide` say what changes, and writes that if nobody was faster; else begins again.
   * @returns the machine as it is now, or undefined when there is none
   */
  async update(
    instanceId: string,
    now: Date,
    decide: (record: InstanceRecord) => Change | undefined,
  ): Promise<InstanceRecord | undefined> {
    for (let round = 1; ; round++) {
      const record = await this.#parts.instances.get(instanceId);
      const change = record && decide(record);
      if (!change) return record;
      try {
        await transact(this.#parts.database, this.items(change, now));
        return change.next;
      } catch (error) {
        const wasOvertaken = error instanceof ConditionFailedError && error.failed.includes(0);
        if (!wasOvertaken || round === maxRounds) throw error;
      }
    }
  }
}

function hasAny(numbers: Readonly<Record<string, number>>): boolean {
  return Object.keys(numbers).length > 0;
}
