import type { Instance } from '@cloudapp/contracts/instance';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Loaded } from '../../../components/loaded.tsx';
import { MoreButton } from '../../../components/more-button.tsx';
import { ListSkeleton } from '../../../components/page-skeleton.tsx';
import { Section } from '../../../components/section.tsx';
import { nextPageOf } from '../../../lib/next-page.ts';
import { pollInterval } from '../../../modules/machines/api/machines.ts';
import { activityQuery } from '../api/machine-details.ts';
import { ActivityList } from '../components/activity-list.tsx';

export function MachineActivity({ machine }: { readonly machine: Instance }) {
  const activity = useInfiniteQuery({ ...activityQuery(machine.id), refetchInterval: pollInterval([machine]) });
  return (
    <Section title="Activity">
      <Loaded
        query={activity}
        isPart
        failure="The activity could not be loaded"
        skeleton={<ListSkeleton rows={3} height={22} />}
      >
        {({ pages }) => <ActivityList events={pages.flatMap((page) => page.items)} />}
      </Loaded>
      <MoreButton label="Show older" next={nextPageOf(activity)} size="xs" style={{ alignSelf: 'flex-start' }} />
    </Section>
  );
}
