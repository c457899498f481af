import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { Instance } from '@cloudapp/contracts/instance';
import { allows, type PowerAction } from '@cloudapp/contracts/instance-state';
import { longestHoursFor } from '@cloudapp/contracts/longest-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import type { Machines } from '@cloudapp/machines/composition';
import { MachineConflictError } from '@cloudapp/machines/application/writer';
import type { MachineRules } from '@cloudapp/machines/application/machine-rules';
import type { Change } from '@cloudapp/machines/domain/change';
import { claiming } from '@cloudapp/machines/domain/claim';
import { kept } from '@cloudapp/machines/domain/deletion';
import { extended, powered } from '@cloudapp/machines/domain/power-moves';
import { mayView, type Actor } from '../domain/actor.ts';
import { presentInstance } from '../domain/present-instance.ts';
import { RefusedError, tooLong } from './refused-error.ts';

export interface ActionParts {
  readonly machines: Pick<Machines, 'writer'>;
  readonly rules: Pick<MachineRules, 'ofAll'>;
  readonly owners: PresentOwners;
  readonly wake: (instanceId: string) => void;
}

/** What changes; `as-is` where there is nothing to change, nothing where the machine's state does not allow it. */
type Decision = Change | 'as-is' | undefined;

/** What owners and administrators do with a machine. The intention is stored first and carried out afterwards. */
export class InstanceActions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  async perform(instanceId: string, action: PowerAction, actor: Actor, now: Date): Promise<Instance> {
    const hoursOf = await this.#longestHours(actor, now);
    const answer = await this.#change(instanceId, actor, now, (current) => {
      // Erases a disk that is somebody else's.
      if (action === 'terminate' && current.owner.id !== actor.id) requireFreshProof(actor, now);
      const durationHours = Math.min(current.durationHours, hoursOf(current));
      const change = powered(action, { ...current, durationHours }, now, actor);
      return change && claiming(change, now);
    });
    this.#parts.wake(instanceId);
    return answer;
  }

  async extend(instanceId: string, hours: number, actor: Actor, now: Date): Promise<Instance> {
    const hoursOf = await this.#longestHours(actor, now);
    return await this.#change(instanceId, actor, now, (current) => {
      const longest = hoursOf(current);
      if (hours > longest) throw tooLong('hours', longest);
      return allows(current, 'extend') ? (extended(current, now, hours, actor) ?? 'as-is') : undefined;
    });
  }

  /** Has the days begin anew after which a machine that is off is deleted. */
  async keep(instanceId: string, actor: Actor, now: Date): Promise<Instance> {
    return await this.#change(instanceId, actor, now, (current) =>
      allows(current, 'keep') ? (kept(current, now, actor) ?? 'as-is') : undefined,
    );
  }

  async #longestHours(actor: Actor, now: Date) {
    const rules = await this.#parts.rules.ofAll(now);
    return ({ blueprint }: InstanceRecord) => longestHoursFor(rules, actor.isAdmin ? 'admin' : 'user', blueprint.id);
  }

  async #change(
    instanceId: string,
    actor: Actor,
    now: Date,
    decide: (record: InstanceRecord) => Decision,
  ): Promise<Instance> {
    const record = await this.#update(instanceId, now, (current) => {
      if (!mayView(current, actor)) return undefined;
      const change = decide(current);
      if (!change) throw new RefusedError({ code: 'state-wrong', detail: `The machine is ${current.state}` });
      return change === 'as-is' ? undefined : change;
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
