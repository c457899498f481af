import { Skeleton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../../components/loaded.tsx';
import { SettingsOutcome } from '../../../components/settings-outcome.tsx';
import { budgetsQuery, peopleQuery, useSetBudgets } from '../api/budgets.ts';
import { BudgetsForm } from '../components/budgets-form.tsx';
import { LazyRehearsal } from './lazy-rehearsal.tsx';

/** The budgets, beside the rules for machines, and saved by themselves. */
export function BudgetsPart() {
  const budgets = useQuery(budgetsQuery);
  const set = useSetBudgets();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim().slice(0, 100), 200);
  const people = useQuery(peopleQuery(search));
  const isSearching = text.trim() !== '' && search !== '';
  return (
    <Loaded
      query={budgets}
      isPart
      failure="The budgets could not be loaded"
      skeleton={<Skeleton height={220} radius="lg" aria-busy="true" />}
    >
      {(found) => (
        <BudgetsForm
          key={JSON.stringify(found)}
          budgets={found}
          search={text}
          found={isSearching ? (people.data ?? []).map(({ id, name, email }) => ({ userId: id, name, email })) : []}
          pending={set.isPending}
          outcome={
            <SettingsOutcome
              error={set.error}
              isDone={set.isSuccess}
              effect="The budgets hold within seconds. What is planned already stays."
            />
          }
          rehearsalOf={(tried) => <LazyRehearsal tried={tried} />}
          onSearch={setText}
          onSave={set.mutate}
        />
      )}
    </Loaded>
  );
}
