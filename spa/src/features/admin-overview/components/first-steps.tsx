import type { StatsSummary } from '@cloudapp/contracts/stats';
import { Button, Group } from '@mantine/core';
import { Link } from 'react-router-dom';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconChartHistogram } from '../../../components/icons.ts';
import { paths } from '../../../lib/paths.ts';

/** Whether this installation has never launched anything, as far as the numbers tell. */
export function isNewInstallation({ machines, launches, people }: StatsSummary): boolean {
  return machines.total === 0 && people.total <= 1 && launches.requested.now + launches.requested.before === 0;
}

/** In place of charts that would all be empty. */
export function FirstSteps() {
  return (
    <EmptyState
      Icon={IconChartHistogram}
      title="Nothing has happened yet"
      action={
        <Group justify="center" mt="xs">
          <Button component={Link} to={paths.users}>
            Add people
          </Button>
          <Button component={Link} to={paths.catalogue} variant="default">
            Launch a machine
          </Button>
        </Group>
      }
    >
      Machines, launches, sign-ins and cost are drawn here over time, as soon as there are any.
    </EmptyState>
  );
}
