import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import type { Budgets, OwnBudget, setBudgets } from '@cloudapp/contracts/budget';
import { dollarWords } from '@cloudapp/contracts/budget-words';
import { monthAfter, monthOf } from '@cloudapp/contracts/months';
import type { RouteBody } from '@cloudapp/contracts/route';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { fromMicros, toMicros } from '@cloudapp/data/counters';
import type { Database } from '@cloudapp/data/database';
import type { QuotaRepository } from '@cloudapp/data/quota-repository';
import type { StoredBudgets } from '@cloudapp/data/setting-item';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import { step, transact } from '@cloudapp/data/transaction';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { budgetOf } from '@cloudapp/machines/domain/budget';
import type { Actor } from '../domain/actor.ts';
import { RefusedError } from './refused-error.ts';

interface BudgetParts {
  readonly database: Database;
  readonly settings: SettingRepository;
  readonly audit: AuditRepository;
  readonly quotas: Pick<QuotaRepository, 'get'>;
  readonly users: Pick<UserRepository, 'getMany'>;
}

type Wanted = RouteBody<typeof setBudgets>;
type People = ReadonlyMap<string, StoredUser>;

/** What machines of people may cost in a month. */
export class PersonBudgets {
  readonly #parts: BudgetParts;

  constructor(parts: BudgetParts) {
    this.#parts = parts;
  }

  async read(): Promise<Budgets> {
    const found = await this.#parts.settings.budgets();
    return present(found, await this.#people(Object.keys(found.people)));
  }

  /**
   * Sets other budgets, of which services and reconciler hear within seconds. Nothing that is planned already is taken back; who is
   * planned to spend more than that can plan nothing more.
   * @throws ProofRequiredError
   * @throws RefusedError `field-wrong` when somebody new is not there
   * @throws RefusedError `overtaken` when somebody else has set them since
   */
  async set(wanted: Wanted, actor: Actor, now: Date): Promise<Budgets> {
    requireFreshProof(actor, now);
    const { database, settings, audit } = this.#parts;
    const [read, people] = await Promise.all([
      settings.budgets(),
      this.#people(wanted.people.map(({ userId }) => userId)),
    ]);
    refuseStrangers(wanted, read, people);
    const budgets = storedBudgets(wanted);
    const { id, name, address } = actor;
    const event = {
      action: 'budgets-changed',
      actor: { id, name },
      ...(address !== undefined && { address }),
      detail: inWords(wanted, people),
    } as const;
    const steps = [step(settings.budgetsItem(read, budgets), 'overtaken' as const), audit.step(event, now)];
    await transact(database, steps, (code) => {
      throw new RefusedError({ code });
    });
    return present({ ...budgets, version: read.version + 1 }, people);
  }

  async #people(userIds: readonly string[]): Promise<People> {
    const found = await this.#parts.users.getMany(userIds, { ConsistentRead: true });
    return new Map(found.map((user) => [user.id, user]));
  }

  /** A person's own budget, with what was spent and is planned in this month and the next. */
  async own({ id }: Actor, now: Date): Promise<OwnBudget> {
    const { settings, quotas } = this.#parts;
    const [budgets, quota] = await Promise.all([settings.budgets(), quotas.get(id)]);
    const budget = budgetOf(budgets, id);
    const month = monthOf(now);
    return {
      ...(budget && { monthly: fromMicros(budget.limit) }),
      isExempt: budget?.isExempt ?? false,
      months: [month, monthAfter(month)].map((of) => {
        const { spent = 0, planned = 0 } = quota?.ledger?.[of] ?? {};
        return { month: of, spent: fromMicros(spent), planned: fromMicros(planned) };
      }),
    };
  }
}

/** Whoever was named before may stay though their account is deleted: nobody has to find that out first. */
function refuseStrangers({ people: wanted }: Wanted, read: StoredBudgets, people: People): void {
  const stranger = wanted.findIndex(({ userId }) => !people.has(userId) && !Object.hasOwn(read.people, userId));
  if (stranger < 0) return;
  throw new RefusedError({ code: 'field-wrong', field: `people/${stranger}/userId`, detail: 'is nobody that we know' });
}

/** Budgets in millionths of a dollar, as they are stored. */
export function storedBudgets({ monthly, people }: Wanted): Omit<StoredBudgets, 'version'> {
  const entry = (one: Wanted['people'][number]) =>
    [
      one.userId,
      { ...(one.monthly !== undefined && { monthly: toMicros(one.monthly) }), isExempt: one.isExempt },
    ] as const;
  return {
    ...(monthly !== undefined && { monthly: toMicros(monthly) }),
    people: Object.fromEntries(people.map(entry)),
  };
}

function present({ monthly, people }: StoredBudgets, users: People): Budgets {
  return {
    ...(monthly !== undefined && { monthly: fromMicros(monthly) }),
    people: Object.entries(people).map(([userId, own]) => {
      const user = users.get(userId);
      return {
        userId,
        ...(own.monthly !== undefined && { monthly: fromMicros(own.monthly) }),
        isExempt: own.isExempt,
        ...(user && { name: user.name, email: user.email }),
      };
    }),
  };
}

/** So many people are named in the log; of the others how many they are. */
const mostNamed = 20;

/** `$50.00 a month for each person; Ada $80.00; Grace exempt`. */
function inWords({ monthly, people }: Wanted, users: People): string {
  const all = monthly === undefined ? 'No limit for each person' : `${dollarWords(monthly)} a month for each person`;
  const named = people.slice(0, mostNamed).map(({ userId, isExempt, monthly: own }) => {
    const amount = own === undefined ? [] : [dollarWords(own)];
    return [users.get(userId)?.name ?? userId, ...amount, ...(isExempt ? ['exempt'] : [])].join(' ');
  });
  const more = people.length > mostNamed ? [`${people.length - mostNamed} more`] : [];
  return [all, ...named, ...more].join('; ');
}
