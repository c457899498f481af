import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { OwnBudget } from '@cloudapp/contracts/budget';
import { dollarWords } from '@cloudapp/contracts/budget-words';
import { monthWords } from '@cloudapp/contracts/months';
import { Stack, Text } from '@mantine/core';
import { Notice } from '../../../components/notice.tsx';
import { takesOf } from './launch-takes.ts';

interface BudgetNoteProps {
  readonly budget: OwnBudget;
  readonly blueprint: Blueprint;
  readonly size: Blueprint['sizes'][number] | undefined;
  readonly durationHours: number;
}

/** What is left of the month's budget, and what this launch would take of it; of next month, too, where it takes more than is there. */
export function BudgetNote({ budget, blueprint, size, durationHours }: BudgetNoteProps) {
  const { monthly, isExempt } = budget;
  if (monthly === undefined || size === undefined) return null;
  const months = takesOf(budget, { size, durationHours, blueprint }, new Date());
  const beyond = isExempt ? undefined : months.find(({ takes, left }) => takes > left);
  const shown = months.filter((one, index) => index === 0 || one === beyond);
  return (
    <Notice
      tone={beyond ? 'warn' : 'idle'}
      role="status"
      title={beyond ? `Your budget of ${monthWords(beyond.month)} has no room for this` : 'Your budget'}
    >
      <Stack gap={4}>
        {shown.map(({ month, takes, left }) => (
          <Text key={month} size="sm">
            {`${monthWords(month)}: ${dollarWords(Math.max(0, left))} of ${dollarWords(monthly)} is left. This would take ${dollarWords(takes, 'up')}.`}
          </Text>
        ))}
        {beyond && <Text size="sm">Choose a smaller size or less time, or delete what you do not need.</Text>}
        {isExempt && <Text size="sm">You are exempt: it refuses nothing.</Text>}
      </Stack>
    </Notice>
  );
}
