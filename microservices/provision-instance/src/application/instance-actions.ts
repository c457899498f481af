import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { Instance } from '@cloudapp/contracts/instance';
import { allows, type PowerAction } from '@cloudapp/contracts/instance-state';
import { longestHoursFor } from '@cloudapp/contracts/longest-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { MachineRules } from '@cloudapp/machines/application/machine-rules';
import type { Change } from '@cloudapp/machines/domain/change';
import { claiming } from '@cloudapp/machines/domain/claim';
import { kept } from '@cloudapp/machines/domain/deletion';
import { extended, powered } from '@cloudapp/machines/domain/power-moves';
import type { Actor } from '../domain/actor.ts';
import { changeMachine, stateWrong, type ChangeParts } from './change-machine.ts';
import { tooLong } from './refused-error.ts';

export interface ActionParts extends ChangeParts {
  readonly rules: Pick<MachineRules, 'ofAll'>;
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
    // Only a start gives a machine time: nobody who ends one waits for the rules.
    const hoursOf = action === 'start' ? await this.#longestHours(actor, now) : () => Infinity;
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
    return await changeMachine(this.#parts, { instanceId, actor, now }, (current) => {
      const change = decide(current);
      if (!change) throw stateWrong(current);
      return change === 'as-is' ? undefined : change;
    });
  }
}
