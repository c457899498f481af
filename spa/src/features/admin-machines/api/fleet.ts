import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { machinesKey, pollInterval, withChangedMachines } from '../../../modules/machines/api/machines.ts';

export interface FleetFilter {
  /** Empty where everything is wanted. */
  readonly search: string;
  readonly ownerId: string | undefined;
  readonly state: InstanceState | undefined;
  readonly blueprintId: string | undefined;
}

function asked(filter: FleetFilter) {
  return {
    ...filter,
    search: filter.search === '' ? undefined : filter.search,
    ...(filter.state === 'terminated' && { ended: 'true' as const }),
  };
}

/** As many as one selection holds: each is a request of its own when something is done to it. */
const mostSelected = 500;

/** All machines that match now, at most 500. */
export async function readFleet(filter: FleetFilter): Promise<Instance[]> {
  const machines: Instance[] = [];
  let cursor: string | undefined;
  do {
    const page = await callApi('listFleet', { query: { ...asked(filter), cursor, limit: 100 } });
    machines.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && machines.length < mostSelected);
  return machines;
}

/** Machines of all users, page by page; the pages read so far are kept fresh together. */
export function fleetQuery(filter: FleetFilter) {
  return infiniteQueryOptions({
    queryKey: [...machinesKey, 'fleet', filter],
    queryFn: async ({ pageParam, signal, client }) => {
      const page = await callApi('listFleet', { query: { ...asked(filter), cursor: pageParam, limit: 50 }, signal });
      return { ...page, items: withChangedMachines(client, page.items) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => pollInterval(query.state.data?.pages.flatMap((page) => page.items)),
  });
}

export const straysQuery = queryOptions({
  queryKey: ['strays'],
  queryFn: async ({ signal }) => (await callApi('listStrays', { signal })).items,
  refetchInterval: 60_000,
});
