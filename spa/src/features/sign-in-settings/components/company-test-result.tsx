import type { TestedProvider } from '@cloudapp/contracts/identity-provider';
import { Stack, Text } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleDashed, IconCircleXFilled } from '../../../components/icons.ts';
import classes from './sign-in-settings.module.css';
import { outcomeLabels, stepLabels, verdictOf } from './company-words.ts';

const icons = { good: IconCircleCheckFilled, bad: IconCircleXFilled, skipped: IconCircleDashed } as const;

/** What a test of a company found, step by step. */
export function CompanyTestResult({ steps }: TestedProvider) {
  return (
    <Stack gap="md">
      <ul className={classes['steps']} aria-label="Steps">
        {steps.map(({ step, outcome, detail }) => {
          const Icon = icons[outcome];
          return (
            <li key={step} data-outcome={outcome}>
              <Icon size={20} aria-hidden />
              <div>
                <Text size="sm" fw={500}>
                  {stepLabels[step]}
                </Text>
                <Text size="sm" c="dimmed">
                  {outcomeLabels[outcome]}
                  {detail !== undefined && `: ${detail}`}
                </Text>
              </div>
            </li>
          );
        })}
      </ul>
      <Text size="sm">{verdictOf(steps)}</Text>
    </Stack>
  );
}
