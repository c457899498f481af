import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { Instance } from '@cloudapp/contracts/instance';
import { allows, type PowerAction } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import type { Machines } from '@cloudapp/machines/composition';
import { MachineConflictError } from '@cloudapp/machines/application/writer';
import type { Change } from '@cloudapp/machines/domain/change';
import { claiming } from '@cloudapp/machines/domain/claim';
import { extended, powered } from '@cloudapp/machines/domain/power-moves';
import { mayView, type Actor } from '../domain/actor.ts';
import { presentInstance } from '../domain/present-instance.ts';
import { RefusedError } from './refused-error.ts';

export interface ActionParts {
  readonly machines: Pick<Machines, 'writer'>;
  readonly owners: PresentOwners;
  readonly wake: (instanceId: string) => void;
}

/** What owners and administrators do with a machine. The intention is stored first and carried out afterwards. */
export class InstanceActions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  async perform(instanceId: string, action: PowerAction, actor: Actor, now: Date): Promise<Instance> {
    const answer = await this.#change(instanceId, actor, now, (current) => {
      // Erases a disk that is somebody else's.
      if (action === 'terminate' && current.owner.id !== actor.id) requireFreshProof(actor, now);
      const change = powered(action, current, now, actor);
      return change && claiming(change, now);
    });
    this.#parts.wake(instanceId);
    return answer;
  }

  async extend(instanceId: string, hours: number, actor: Actor, now: Date): Promise<Instance> {
    return await this.#change(instanceId, actor, now, (current) =>
      allows(current, 'extend') ? extended(current, now, hours, actor) : undefined,
    );
  }

  /** @param decide answers nothing where the machine's state does not allow it */
  async #change(
    instanceId: string,
    actor: Actor,
    now: Date,
    decide: (record: InstanceRecord) => Change | undefined,
  ): Promise<Instance> {
    const record = await this.#update(instanceId, now, (current) => {
      if (!mayView(current, actor)) return undefined;
      const change = decide(current);
      if (!change) throw new RefusedError({ code: 'state-wrong', detail: `The machine is ${current.state}` });
      return change;
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
