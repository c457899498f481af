import type { Blueprint } from '@cloudapp/contracts/blueprint';
import { useQuery } from '@tanstack/react-query';
import { ownBudgetQuery } from '../../../modules/budgets/api/own-budget.ts';
import { BudgetNote } from '../components/budget-note.tsx';

interface LaunchBudgetProps {
  readonly blueprint: Blueprint;
  readonly size: Blueprint['sizes'][number] | undefined;
  readonly durationHours: number;
}

/** What is left of one's own budget beside what a launch would take; nothing where there is none, or where it is not known. */
export function LaunchBudget(props: LaunchBudgetProps) {
  const { data: budget } = useQuery(ownBudgetQuery);
  return budget && <BudgetNote budget={budget} {...props} />;
}
