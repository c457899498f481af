import { budgetRoutes } from '@cloudapp/contracts/budget';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { PersonBudgets } from '../application/person-budgets.ts';
import { actorOf } from './actor.ts';

export function implementBudgetRoutes(budgets: PersonBudgets): Route[] {
  return [
    implement(budgetRoutes.getBudgets, () => budgets.read()),
    implement(budgetRoutes.setBudgets, (request) => budgets.set(request.body, actorOf(request), request.now)),
    implement(budgetRoutes.getOwnBudget, (request) => budgets.own(actorOf(request), request.now)),
  ];
}
