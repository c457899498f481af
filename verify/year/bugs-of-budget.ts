import type { Ledger, LedgerEntry, Posting } from '@cloudapp/data/quota-ledger';
import { QuotaRepository } from '@cloudapp/data/quota-repository';
import { BudgetWatch } from '@cloudapp/machines/application/budget-watch';
import { PersonBudgets } from '../../microservices/provision-instance/src/application/person-budgets.ts';
import { instead, type Bug } from '../histories/instead.ts';

/** A fault in what is posted to ledgers. */
function posted(name: string, alter: (posting: Posting) => Posting): Bug {
  return {
    name,
    put: instead(QuotaRepository, 'postItem', (original) => (userId, posting) => original(userId, alter(posting))),
  };
}

function eachMonth(changes: Ledger, alter: (entry: LedgerEntry) => LedgerEntry): Ledger {
  return Object.fromEntries(Object.entries(changes).map(([month, entry]) => [month, alter(entry)]));
}

/** Faults of what people are promised of their budgets. */
export const bugsOfBudget: readonly Bug[] = [
  posted('a start asks for no room in the budget', (posting) => ({ ...posting, limit: undefined })),
  posted('what is not needed any more stays planned', ({ changes, limit }) => ({
    changes: eachMonth(changes, (entry) => ({ ...entry, planned: Math.max(0, entry.planned) })),
    limit,
  })),
  posted('what machines cost is posted twice', ({ changes, limit }) => ({
    changes: eachMonth(changes, (entry) => ({ ...entry, spent: 2 * entry.spent })),
    limit,
  })),
  {
    name: 'nobody is told how much of a budget is spent',
    put: instead(BudgetWatch, 'look', () => () => Promise.resolve()),
  },
  {
    name: 'a budget that is spent stops nothing',
    put: instead(BudgetWatch, 'spentOf', () => () => Promise.resolve(new Set<string>())),
  },
  {
    name: 'budgets of some people are forgotten',
    put: instead(PersonBudgets, 'set', (original) => async (wanted, ...by) => {
      return await original({ ...wanted, people: [] }, ...by);
    }),
  },
];
