import type { Instance } from '@cloudapp/contracts/instance';
import { useQuery } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { DetailSkeleton } from '../../../components/page-skeleton.tsx';
import { StatePage } from '../../../components/state-page.tsx';
import { notFound } from '../../../components/states.ts';
import { getShownUser } from '../../../lib/api/shown-user.ts';
import { machinePath, type PageSearch } from '../../../lib/paths.ts';
import { profileQuery } from '../../../modules/account/api/profile.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { blueprintsQuery } from '../../../modules/blueprints/api/blueprints.ts';
import { machineQuery, machineRulesQuery, myMachinesQuery } from '../../../modules/machines/api/machines.ts';
import { useLongestHours } from '../../../modules/machines/use-longest-hours.ts';
import { useLaunch } from '../api/launch.ts';
import type { LaunchFormValues } from '../components/launch-form-values.ts';
import { LaunchView } from '../components/launch-view.tsx';

const LaunchBudget = lazy(async () => ({ default: (await import('./launch-budget.tsx')).LaunchBudget }));
const LaunchSeveral = lazyDialog(async () => (await import('./launch-several.tsx')).LaunchSeveral);

export function LaunchPage() {
  const { blueprintId = '' } = useParams();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const likeId = search.get('like' satisfies keyof PageSearch['launch']) ?? '';
  const like = useQuery({ ...machineQuery(likeId), refetchInterval: false, enabled: likeId !== '' });
  const blueprints = useQuery(blueprintsQuery);
  const profile = useQuery(profileQuery);
  const keys = useQuery(sshKeysQuery);
  const machines = useQuery(myMachinesQuery);
  const longestHours = useLongestHours(blueprintId);
  const rules = useQuery(machineRulesQuery);
  const savedKeys = keys.data ?? [];
  const owned = machines.data ?? [];
  const launch = useLaunch(blueprintId, savedKeys);
  const [several, setSeveral] = useState<{ readonly values: LaunchFormValues; readonly opened: boolean }>();
  const open = ({ id }: Instance) => {
    void navigate(machinePath(id));
  };

  return (
    <Loaded query={blueprints} failure="The blueprint could not be loaded" skeleton={<DetailSkeleton />}>
      {(catalogue) => {
        const blueprint = catalogue.find((candidate) => candidate.id === blueprintId);
        if (!blueprint) return <StatePage state={notFound} />;
        // The form is begun once: what it begins with must be there.
        if (likeId !== '' && [like, keys, machines].some(({ isPending }) => isPending)) return <DetailSkeleton />;
        return (
          <>
            <LaunchView
              key={[blueprint.id, likeId].join()}
              formName={[getShownUser(), blueprint.id, likeId].join()}
              like={like.data}
              blueprint={blueprint}
              quota={profile.data?.quota}
              budget={LaunchBudget}
              machines={owned}
              savedKeys={savedKeys}
              longestHours={longestHours}
              usualHours={rules.data?.usualHours}
              pending={launch.isPending}
              error={launch.error}
              onLaunch={(values) => {
                launch.mutate(values, { onSuccess: open });
              }}
              onSeveral={(values) => {
                setSeveral({ values, opened: true });
              }}
            />
            {several && (
              <LaunchSeveral
                opened={several.opened}
                values={several.values}
                blueprint={blueprint}
                savedKeys={savedKeys}
                quota={profile.data?.quota}
                takenNames={owned.map(({ name }) => name)}
                onClose={() => {
                  setSeveral({ ...several, opened: false });
                }}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
