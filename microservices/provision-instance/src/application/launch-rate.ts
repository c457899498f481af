import { monthBeyond, type Posting } from '@cloudapp/data/quota-ledger';
import { isWindowRunning } from '@cloudapp/data/quota-repository';
import { step, transact, type TransactItem } from '@cloudapp/data/transaction';
import type { Database } from '@cloudapp/data/database';
import type { Machines } from '@cloudapp/machines/composition';
import type { Actor } from '@cloudapp/machines/domain/actor';
import { RefusedError } from './refused-error.ts';

const windowMs = 3_600_000;

export interface LaunchRateParts {
  readonly database: Database;
  readonly machines: Pick<Machines, 'quotas' | 'audit'>;
  /** Most launches of one person in an hour. */
  readonly launchesPerHour: number;
}

/** What a launch takes besides its count. */
export interface Takes {
  /** One of its owner's places. */
  readonly place: boolean;
  readonly posting: Posting;
}

/** How often somebody may launch: each launch costs, however soon its machine is ended again. */
export class LaunchRate {
  readonly #parts: LaunchRateParts;

  constructor(parts: LaunchRateParts) {
    this.#parts = parts;
  }

  /**
   * What counts a launch, to be written with it, so that launches at the same time are not more than one by one.
   * @throws RefusedError `too-many-launches`, of which the audit log tells once an hour; `quota-full`,
   * `budget-exceeded`
   */
  async counted(owner: Actor, { place: takesPlace, posting }: Takes, now: Date): Promise<TransactItem> {
    const { machines, launchesPerHour: max } = this.#parts;
    const quota = await machines.quotas.get(owner.id);
    if (takesPlace && (quota === undefined || quota.used >= quota.limit))
      throw new RefusedError({ code: 'quota-full' });
    if (isWindowRunning(quota, now) && quota.launches >= max) {
      await this.#tell(owner, quota.launchesEndAt, now);
      const retryAfterSeconds = Math.ceil((Date.parse(quota.launchesEndAt) - now.getTime()) / 1000);
      throw new RefusedError({ code: 'too-many-launches', max, retryAfterSeconds });
    }
    const beyond = monthBeyond(quota?.ledger ?? {}, posting);
    if (beyond) throw new RefusedError({ code: 'budget-exceeded', ...beyond });
    return machines.quotas.launchItem(owner.id, { quota, takesPlace, max, windowMs, now, posting });
  }

  async #tell({ id, name, address }: Actor, launchesEndAt: string, now: Date): Promise<void> {
    const { database, machines, launchesPerHour } = this.#parts;
    const event = {
      action: 'launches-limited',
      actor: { id, name },
      subject: { kind: 'user', id, name },
      ...(address !== undefined && { address }),
      detail: `${launchesPerHour} launches until ${launchesEndAt}`,
    } as const;
    const steps = [step(machines.quotas.fullToldItem(id, launchesEndAt), 'told'), machines.audit.step(event, now)];
    await transact(database, steps, () => undefined);
  }
}
