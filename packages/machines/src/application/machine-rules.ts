import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import { Recent } from '@cloudapp/data/recent';
import type { StoredBudgets, StoredMachineRules } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { isSpent, limitOf } from '../domain/budget.ts';
import type { Rules } from '../domain/rules.ts';
import { stopOrderOf } from '../domain/stop-order.ts';

/** Within so many seconds a process has heard of other rules. */
const recentSeconds = 10;

/** In these a machine may keep running by itself, or stay off by itself. */
const restless = new Set<InstanceState>(['ready', 'stopped', 'failed']);
/** After these a machine may be off. */
const ending = new Set<InstanceState>(['stopping', 'rebooting']);

export interface MachineRulesParts {
  readonly owners: Pick<UserRepository, 'get'>;
  readonly quotas: Pick<QuotaRepository, 'get'>;
  readonly settings: Pick<SettingRepository, 'budgets' | 'machineRules'>;
}

/** What holds for machines besides their records. */
export class MachineRules {
  readonly #owners: MachineRulesParts['owners'];
  readonly #quotas: MachineRulesParts['quotas'];
  readonly #settings: Recent<StoredMachineRules>;
  readonly #budgets: Recent<StoredBudgets>;

  constructor({ owners, quotas, settings }: MachineRulesParts) {
    this.#owners = owners;
    this.#quotas = quotas;
    this.#settings = new Recent(() => settings.machineRules(), recentSeconds);
    this.#budgets = new Recent(() => settings.budgets(), recentSeconds);
  }

  /** What administrators have set for all machines, as of a few seconds ago at most. */
  async ofAll(now: Date): Promise<StoredMachineRules> {
    return await this.#settings.get(now);
  }

  /** What machines of each person may cost in a month, as of a few seconds ago at most. */
  async budgets(now: Date): Promise<StoredBudgets> {
    return await this.#budgets.get(now);
  }

  /** Everything that holds for one; only what its state asks for is read. */
  async of({ state, owner }: InstanceRecord, now: Date): Promise<Rules> {
    if (ending.has(state)) return { keptDays: (await this.ofAll(now)).keptDays };
    if (!restless.has(state)) return {};
    const [{ keptDays }, user, isBudgetSpent] = await Promise.all([
      this.ofAll(now),
      this.#owners.get(owner.id),
      state === 'stopped' ? undefined : this.#isBudgetSpent(owner.id, now),
    ]);
    return { keptDays, order: stopOrderOf(user), isOwnerAway: user?.status === 'disabled', isBudgetSpent };
  }

  /** A person without a budget costs no read. */
  async #isBudgetSpent(ownerId: string, now: Date): Promise<boolean> {
    const limit = limitOf(await this.budgets(now), ownerId);
    return limit !== undefined && isSpent(await this.#quotas.get(ownerId), limit, now);
  }
}
