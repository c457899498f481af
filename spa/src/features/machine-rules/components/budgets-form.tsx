import type { Budgets } from '@cloudapp/contracts/budget';
import { Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { SearchField } from '../../../components/search-field.tsx';
import { Section } from '../../../components/section.tsx';
import type { WantedBudgets } from '../api/budgets.ts';
import type { Tried } from '../api/rehearsal.ts';
import { budgetBounds, budgetsDraftOf, budgetsOf, type BudgetsDraft, type PersonDraft } from './budgets-draft.ts';
import { useSaveBar } from './save-bar.tsx';
import { areBudgetsStricter } from './stricter.ts';
import { PersonBudget } from './person-budget.tsx';

/** Somebody who was found. */
export type Found = Pick<PersonDraft, 'userId' | 'name' | 'email'>;

interface BudgetsFormProps {
  readonly budgets: Budgets;
  /** What is looked for, and who was found by it. */
  readonly search: string;
  readonly found: readonly Found[];
  readonly pending: boolean;
  /** What came of the last change. */
  readonly outcome: ReactNode;
  /** Shows what something would have done. */
  readonly rehearsalOf: (tried: Tried) => ReactNode;
  readonly onSearch: (text: string) => void;
  readonly onSave: (budgets: WantedBudgets) => void;
}

/** What machines of each person may cost in a month, who has a budget of their own, and who is exempt. */
export function BudgetsForm({
  budgets,
  search,
  found,
  pending,
  outcome,
  rehearsalOf,
  onSearch,
  onSave,
}: BudgetsFormProps) {
  const [draft, setDraft] = useState<BudgetsDraft>(() => budgetsDraftOf(budgets));
  const wanted = budgetsOf(draft);
  const before = budgetsOf(budgetsDraftOf(budgets));
  const tried = JSON.stringify(wanted) === JSON.stringify(before) ? undefined : wanted;
  const { bar, submit: submitBudgets } = useSaveBar({
    label: 'Save budgets',
    tried: tried && { budgets: tried },
    isStricter: tried !== undefined && areBudgetsStricter(before ?? { people: [] }, tried),
    pending,
    outcome,
    rehearsalOf,
    onSave: () => {
      if (tried) onSave(tried);
    },
  });
  const change = (part: Partial<BudgetsDraft>) => {
    setDraft((old) => ({ ...old, ...part }));
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    submitBudgets();
  };
  const named = new Set(draft.people.map(({ userId }) => userId));
  return (
    <form onSubmit={submit}>
      <Section
        title="Monthly budgets"
        description="What the machines of each person may cost in a calendar month (UTC). What runs until its time is over counts from the beginning: nobody can launch, start or extend beyond it."
      >
        <Stack gap="md">
          <Switch
            label="Limit what machines of each person cost"
            checked={draft.isLimited}
            onChange={(event) => {
              change({ isLimited: event.currentTarget.checked });
            }}
          />
          {draft.isLimited && (
            <NumberInput
              {...money}
              label="For each person"
              value={draft.monthly}
              onChange={(monthly) => {
                change({ monthly });
              }}
            />
          )}
          {draft.people.length > 0 && (
            <ul aria-label="People with a budget of their own, or exempt" style={{ margin: 0, padding: 0 }}>
              {draft.people.map((person) => (
                <PersonBudget
                  key={person.userId}
                  person={person}
                  onChange={(part) => {
                    change({
                      people: draft.people.map((one) => (one.userId === person.userId ? { ...one, ...part } : one)),
                    });
                  }}
                  onRemove={() => {
                    change({ people: draft.people.filter(({ userId }) => userId !== person.userId) });
                  }}
                />
              ))}
            </ul>
          )}
          <SearchField
            label="Add somebody by name or e-mail"
            placeholder="Add somebody by name or e-mail"
            maw="24rem"
            autoComplete="off"
            value={search}
            onChange={onSearch}
          />
          <FoundPeople
            found={found.filter(({ userId }) => !named.has(userId))}
            onChoose={(person) => {
              change({ people: [...draft.people, { ...person, monthly: '', isExempt: false }] });
              onSearch('');
            }}
          />
          {bar}
        </Stack>
      </Section>
    </form>
  );
}

const money = {
  maw: '16rem',
  prefix: '$',
  suffix: ' a month',
  allowNegative: false,
  decimalScale: 2,
  min: budgetBounds.least,
  max: budgetBounds.most,
  thousandSeparator: ',',
} as const;

interface FoundPeopleProps {
  readonly found: readonly Found[];
  readonly onChoose: (person: Found) => void;
}

function FoundPeople({ found, onChoose }: FoundPeopleProps) {
  if (found.length === 0) return null;
  return (
    <Stack gap="xs" align="flex-start">
      {found.map((person) => (
        <Group key={person.userId} gap="xs">
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              onChoose(person);
            }}
          >
            Add {person.name}
          </Button>
          <Text size="sm" c="dimmed">
            {person.email}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
