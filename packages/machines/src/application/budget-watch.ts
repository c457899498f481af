import { monthOf } from '@cloudapp/contracts/months';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { Database } from '@cloudapp/data/database';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import { step, transact } from '@cloudapp/data/transaction';
import { budgetOf, isSpent, limitOf } from '../domain/budget.ts';
import { budgetReached, reachedAnew } from '../domain/budget-reached.ts';
import type { MachineRules } from './machine-rules.ts';

interface WatchParts {
  readonly database: Database;
  readonly quotas: Pick<QuotaRepository, 'get' | 'getMany' | 'budgetToldItem'>;
  readonly audit: Pick<AuditRepository, 'step'>;
  readonly rules: Pick<MachineRules, 'budgets'>;
}

/** Tells people how much of their budget is spent. */
export class BudgetWatch {
  readonly #parts: WatchParts;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** Of some people those whose budget of the month is spent and holds for them; people without a budget cost no read. */
  async spentOf(userIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
    const budgets = await this.#parts.rules.budgets(now);
    const limits = new Map(
      userIds.flatMap((id) => {
        const limit = limitOf(budgets, id);
        return limit === undefined ? [] : [[id, limit] as const];
      }),
    );
    if (limits.size === 0) return new Set();
    const quotas = await this.#parts.quotas.getMany([...limits.keys()]);
    return new Set([...limits].flatMap(([id, limit]) => (isSpent(quotas.get(id), limit, now) ? [id] : [])));
  }

  /** To be asked after what a machine costs was posted; a person without a budget costs no read. Each part of a month's budget is told of once. */
  async look(owner: InstanceRecord['owner'], now: Date): Promise<void> {
    const { database, quotas, audit, rules } = this.#parts;
    const budget = budgetOf(await rules.budgets(now), owner.id);
    const quota = budget && (await quotas.get(owner.id));
    if (!budget || !quota) return;
    const month = monthOf(now);
    const percent = reachedAnew(quota, budget.limit, month);
    if (percent === undefined) return;
    const spent = quota.ledger?.[month]?.spent ?? 0;
    const event = budgetReached(owner, { percent, limit: budget.limit, spent, month });
    const steps = [step(quotas.budgetToldItem(owner.id, month, percent), 'told'), audit.step(event, now)];
    await transact(database, steps, () => undefined);
  }
}
