import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { Instance } from '@cloudapp/contracts/instance';
import { allows, type PowerAction } from '@cloudapp/contracts/instance-state';
import { longestHoursFor } from '@cloudapp/contracts/longest-hours';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { MachineRules } from '@cloudapp/machines/application/machine-rules';
import { limitOf } from '@cloudapp/machines/domain/budget';
import { within, type Change } from '@cloudapp/machines/domain/change';
import { claiming } from '@cloudapp/machines/domain/claim';
import { kept } from '@cloudapp/machines/domain/deletion';
import { extended, powered } from '@cloudapp/machines/domain/power-moves';
import type { Actor } from '../domain/actor.ts';
import { changeMachine, stateWrong, type ChangeParts } from './change-machine.ts';
import { tooLong } from './refused-error.ts';

export interface ActionParts extends ChangeParts {
  readonly rules: Pick<MachineRules, 'budgets' | 'ofAll'>;
  readonly wake: (instanceId: string) => void;
}

/** What changes; `as-is` where there is nothing to change, nothing where the machine's state does not allow it. */
type Decision = Change | 'as-is' | undefined;

interface RulesFor {
  readonly hoursOf: (record: InstanceRecord) => number;
  /** In millionths of a dollar; undefined where there is no limit. */
  readonly limitFor: (record: InstanceRecord) => number | undefined;
}

const noRules: RulesFor = { hoursOf: () => Infinity, limitFor: () => undefined };

/** What owners and administrators do with a machine. The intention is stored first and carried out afterwards. */
export class InstanceActions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  async perform(instanceId: string, action: PowerAction, actor: Actor, now: Date): Promise<Instance> {
    // Only a start gives a machine time: nobody who ends one waits for the rules.
    const { hoursOf, limitFor } = action === 'start' ? await this.#rules(actor, now) : noRules;
    const answer = await this.#change(instanceId, actor, now, (current) => {
      // Erases a disk that is somebody else's.
      if (action === 'terminate' && current.owner.id !== actor.id) requireFreshProof(actor, now);
      const durationHours = Math.min(current.durationHours, hoursOf(current));
      const change = powered(action, { ...current, durationHours }, now, actor);
      return change && within(claiming(change, now), limitFor(current));
    });
    this.#parts.wake(instanceId);
    return answer;
  }

  async extend(instanceId: string, hours: number, actor: Actor, now: Date): Promise<Instance> {
    const { hoursOf, limitFor } = await this.#rules(actor, now);
    return await this.#change(instanceId, actor, now, (current) => {
      const longest = hoursOf(current);
      if (hours > longest) throw tooLong('hours', longest);
      if (!allows(current, 'extend')) return undefined;
      const change = extended(current, now, hours, actor);
      return change ? within(change, limitFor(current)) : 'as-is';
    });
  }

  /** Has the days begin anew after which a machine that is off is deleted. */
  async keep(instanceId: string, actor: Actor, now: Date): Promise<Instance> {
    return await this.#change(instanceId, actor, now, (current) =>
      allows(current, 'keep') ? (kept(current, now, actor) ?? 'as-is') : undefined,
    );
  }

  /** How long a machine may run by the word of an actor, and what its owner may plan, whoever acts. */
  async #rules(actor: Actor, now: Date): Promise<RulesFor> {
    const { rules } = this.#parts;
    const [longest, budgets] = await Promise.all([rules.ofAll(now), rules.budgets(now)]);
    return {
      hoursOf: ({ blueprint }) => longestHoursFor(longest, actor.isAdmin ? 'admin' : 'user', blueprint.id),
      limitFor: ({ owner }) => limitOf(budgets, owner.id),
    };
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
