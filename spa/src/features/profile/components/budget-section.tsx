import type { OwnBudget } from '@cloudapp/contracts/budget';
import { dollarWords } from '@cloudapp/contracts/budget-words';
import { monthWords } from '@cloudapp/contracts/months';
import { Stack, Text } from '@mantine/core';
import { Section } from '../../../components/section.tsx';
import classes from './profile.module.css';

/** What one's machines have cost this month, and will. */
export function BudgetSection({ budget }: { readonly budget: OwnBudget }) {
  const { monthly, isExempt, months } = budget;
  const [now, next] = months;
  return (
    <Section
      title="Budget"
      description={now && `What your machines cost in ${monthWords(now.month)}, a calendar month in UTC.`}
    >
      <Stack gap="xs">
        <dl className={classes['facts']}>
          <dt>Spent</dt>
          <dd>{dollarWords(now?.spent ?? 0)}</dd>
          <dt>Planned</dt>
          <dd>{dollarWords(now?.planned ?? 0)}</dd>
          <dt>Budget</dt>
          <dd>
            {monthly === undefined ? 'No limit' : dollarWords(monthly)}
            {isExempt && ', from which you are exempt'}
          </dd>
          {next && (
            <>
              <dt>Next month</dt>
              <dd>{dollarWords(next.planned)} planned</dd>
            </>
          )}
        </dl>
        <Text size="sm" c="dimmed">
          Planned is what you have spent, and what machines cost until their time is over and their disks until the end
          of the month.
        </Text>
      </Stack>
    </Section>
  );
}
