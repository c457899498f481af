import { isTransitional } from '@cloudapp/contracts/instance-lifecycle';
import type { Instance } from '@cloudapp/contracts/instance';
import { queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { withRecentChanges } from '../../../lib/api/recent-changes.ts';

/** Everything about machines lives below this key, so that one invalidation refreshes all of it. */
export const machinesKey: QueryKey = ['machines'];

const closeLook = 2000;
const occasionalLook = 15_000;

/** How often to ask again: often while something moves, else now and then. Hidden tabs do not ask at all. */
export function pollInterval(machines: readonly Pick<Instance, 'state'>[] | undefined): number {
  return machines?.some((machine) => isTransitional(machine.state)) ? closeLook : occasionalLook;
}

/** A later state, or the same with a later end. */
function isNewer(changed: Instance, listed: Instance): boolean {
  const order = changed.stateChangedAt.localeCompare(listed.stateChangedAt);
  return order > 0 || (order === 0 && (changed.leaseEndsAt ?? '') > (listed.leaseEndsAt ?? ''));
}

/** A list of machines with what was changed here a moment ago. */
export function withChangedMachines(client: QueryClient, listed: readonly Instance[], { takesNew = false } = {}) {
  return withRecentChanges(client, 'machines', listed, { isNewer, takesNew });
}

/** The signed-in user's machines that exist; the quota allows at most 100, which is one page. */
export const myMachinesQuery = queryOptions({
  queryKey: [...machinesKey, 'mine'],
  queryFn: async ({ signal, client }) => {
    const { items } = await callApi('listInstances', { query: { limit: 100 }, signal });
    return withChangedMachines(client, items, { takesNew: true });
  },
  refetchInterval: (query) => pollInterval(query.state.data),
});

/** The same with deleted ones. */
export const allMyMachinesQuery = queryOptions({
  queryKey: [...machinesKey, 'mine-and-deleted'],
  queryFn: async ({ signal, client }) => {
    const { items } = await callApi('listInstances', { query: { limit: 100, ended: 'true' }, signal });
    return withChangedMachines(client, items, { takesNew: true });
  },
  refetchInterval: (query) => pollInterval(query.state.data),
});

/** The newest of everybody's, as many as one page holds; for administrators. */
export const anybodysMachinesQuery = queryOptions({
  queryKey: [...machinesKey, 'palette'],
  queryFn: async ({ signal }) => (await callApi('listFleet', { query: { limit: 100 }, signal })).items,
});

export function machineQuery(id: string) {
  return queryOptions({
    queryKey: [...machinesKey, 'one', id],
    queryFn: ({ signal }) => callApi('getInstance', { params: { id }, signal }),
    refetchInterval: (query) => pollInterval(query.state.data && [query.state.data]),
  });
}
