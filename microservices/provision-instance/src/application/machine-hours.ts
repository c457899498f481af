import type { Instance } from '@cloudapp/contracts/instance';
import type { WeeklyHours } from '@cloudapp/contracts/weekly-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import { lookUpHolidays } from '@cloudapp/machines/application/hours-change';
import { MachineConflictError } from '@cloudapp/machines/application/writer';
import type { Machines } from '@cloudapp/machines/composition';
import type { Change } from '@cloudapp/machines/domain/change';
import { keepingClaim } from '@cloudapp/machines/domain/claim';
import { canHaveHours, hoursRemoved, hoursSet } from '@cloudapp/machines/domain/hours-moves';
import { mayView, type Actor } from '../domain/actor.ts';
import { presentInstance } from '../domain/present-instance.ts';
import { visibleInstance } from './find-instance.ts';
import { RefusedError } from './refused-error.ts';

export interface MachineHoursParts {
  readonly machines: Pick<Machines, 'instances' | 'writer' | 'holidays'>;
  readonly owners: PresentOwners;
}

/** At which hours a machine runs: for its owner and administrators to say. */
export class MachineHours {
  readonly #parts: MachineHoursParts;

  constructor(parts: MachineHoursParts) {
    this.#parts = parts;
  }

  /** The hours that the machine has already change nothing, so that a request may be sent again. */
  async set(instanceId: string, rules: WeeklyHours, actor: Actor, now: Date): Promise<Instance> {
    const { instances, holidays } = this.#parts.machines;
    await visibleInstance(instances, instanceId, actor);
    const found = rules.holidays && (await lookUpHolidays(holidays, rules.holidays, now));
    if (rules.holidays !== undefined && found === undefined) {
      throw new RefusedError({
        code: 'field-wrong',
        field: 'holidays',
        detail: 'is no country or region that we know',
      });
    }
    return await this.#change(instanceId, actor, now, (record) => hoursSet(record, now, rules, found, actor));
  }

  async remove(instanceId: string, actor: Actor, now: Date): Promise<Instance> {
    return await this.#change(instanceId, actor, now, (record) => hoursRemoved(record, now, actor));
  }

  /** @param decide answers nothing where there is nothing to change */
  async #change(
    instanceId: string,
    actor: Actor,
    now: Date,
    decide: (record: InstanceRecord) => Change | undefined,
  ): Promise<Instance> {
    const record = await this.#update(instanceId, now, (current) => {
      if (!mayView(current, actor)) return undefined;
      if (!canHaveHours(current)) {
        throw new RefusedError({ code: 'state-wrong', detail: `The machine is ${current.state}` });
      }
      const change = decide(current);
      return change && keepingClaim(change, current);
    });
    if (!record || !mayView(record, actor)) throw new RefusedError({ code: 'nothing-there' });
    return presentInstance(await this.#parts.owners.ofOne(record, actor), actor.id, now);
  }

  async #update(instanceId: string, now: Date, decide: (record: InstanceRecord) => Change | undefined) {
    try {
      return await this.#parts.machines.writer.update(instanceId, now, decide);
    } catch (error) {
      if (error instanceof MachineConflictError) throw new RefusedError({ code: 'overtaken' }, error);
      throw error;
    }
  }
}
