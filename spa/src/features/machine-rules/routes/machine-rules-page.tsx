import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { BackLink } from '../../../components/back-link.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { SettingsOutcome } from '../../../components/settings-outcome.tsx';
import { paths } from '../../../lib/paths.ts';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { holidayCountriesQuery } from '../../../modules/machines/api/holiday-countries.ts';
import { machineRulesQuery } from '../../../modules/machines/api/machines.ts';
import { useSetMachineRules } from '../api/machine-rules.ts';
import { LazyRehearsal } from './lazy-rehearsal.tsx';
import { BudgetsPart } from './budgets-part.tsx';
import { RulesForm } from '../components/rules-form.tsx';

export function MachineRulesPage() {
  const rules = useQuery(machineRulesQuery);
  const blueprints = useQuery(blueprintsQuery);
  const countries = useQuery(holidayCountriesQuery);
  const set = useSetMachineRules();
  return (
    <Page
      title="Rules for machines"
      description="How long machines run, how long they are kept while they are off, when idle ones stop, which hours new ones get, and what they may cost."
      back={<BackLink to={paths.fleet}>All machines</BackLink>}
    >
      <Stack gap="lg">
        <Loaded
          query={rules}
          failure="The rules could not be loaded"
          skeleton={<Skeleton height={520} radius="lg" aria-busy="true" />}
        >
          {(found) => (
            <RulesForm
              key={JSON.stringify(found)}
              rules={found}
              blueprints={blueprints.data ?? []}
              countries={countries.data ?? []}
              pending={set.isPending}
              outcome={
                <SettingsOutcome
                  error={set.error}
                  isDone={set.isSuccess}
                  effect="The rules hold within seconds. Machines that run already keep the time and the hours that they have."
                />
              }
              rehearsalOf={(tried) => <LazyRehearsal tried={tried} />}
              onSave={set.mutate}
            />
          )}
        </Loaded>
        <BudgetsPart />
      </Stack>
    </Page>
  );
}
