import { isTransitional } from '@cloudapp/contracts/instance-lifecycle';
import type { Instance } from '@cloudapp/contracts/instance';
import { queryOptions, type QueryKey } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** Everything about machines lives below this key, so that one invalidation refreshes all of it. */
export const machinesKey: QueryKey = ['machines'];

const closeLook = 2000;
const occasionalLook = 15_000;

/** How often to ask again: often while something moves, else now and then. Hidden tabs do not ask at all. */
export function pollInterval(machines: readonly Pick<Instance, 'state'>[] | undefined): number {
  return machines?.some((machine) => isTransitional(machine.state)) ? closeLook : occasionalLook;
}

/** The signed-in user's machines that exist; the quota allows at most 100, which is one page. */
export const myMachinesQuery = queryOptions({
  queryKey: [...machinesKey, 'mine'],
  queryFn: async ({ signal }) => (await callApi('listInstances', { query: { limit: 100 }, signal })).items,
  refetchInterval: (query) => pollInterval(query.state.data),
});

/** The same with deleted ones. */
export const allMyMachinesQuery = queryOptions({
  queryKey: [...machinesKey, 'mine-and-deleted'],
  queryFn: async ({ signal }) =>
    (await callApi('listInstances', { query: { limit: 100, ended: 'true' }, signal })).items,
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
