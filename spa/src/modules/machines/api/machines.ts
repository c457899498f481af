import { isTransitional, type InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import type { Instance } from '@cloudapp/contracts/instance';
import {
  hashKey,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { withRecentChanges } from '../../../lib/api/recent-changes.ts';

/** Everything about machines lives below this key, so that one invalidation refreshes all of it. */
export const machinesKey: QueryKey = ['machines'];

const closeLook = 2000;
const occasionalLook = 15_000;

/** How often to ask again: often while something moves, else now and then. Hidden tabs do not ask at all. */
export function pollInterval(machines: readonly Pick<Instance, 'state' | 'sshKey'>[] | undefined): number {
  const moves = ({ state, sshKey }: Pick<Instance, 'state' | 'sshKey'>) =>
    isTransitional(state) || (state === 'ready' && sshKey?.waitingSince !== undefined);
  return machines?.some(moves) ? closeLook : occasionalLook;
}

const newsMilliseconds = { whileMoving: 5000, otherwise: 60_000, whileHidden: 10_000 };
const longestTimer = 24 * 3_600_000;

/**
 * How often the list of one's own machines is asked for only to tell what becomes of them: seldom, and by a hidden tab only while
 * something moves or when time has run out for one. So it does not keep a session alive that nobody uses.
 *
 * @param now by the server's clock, in milliseconds
 */
export function watchInterval(machines: readonly Instance[] = [], now: number): number | false {
  const { whileMoving, otherwise, whileHidden } = newsMilliseconds;
  const isHidden = document.visibilityState === 'hidden';
  if (machines.some(({ state }) => isTransitional(state))) return isHidden ? whileHidden : whileMoving;
  if (!isHidden) return otherwise;
  const ends = machines.flatMap(({ leaseEndsAt }) => (leaseEndsAt === undefined ? [] : [Date.parse(leaseEndsAt)]));
  if (ends.length === 0) return false;
  return Math.min(longestTimer, whileHidden + Math.max(0, Math.min(...ends) - now));
}

/** The machines in what was read by `machineQuery` or `myMachinesQuery`; none in anything else. */
export function machinesIn(key: QueryKey, data: Instance | readonly Instance[] | undefined): readonly Instance[] {
  const isMine = hashKey(key) === hashKey(myMachinesQuery.queryKey);
  if (data === undefined || !(isMine || (key[0] === machinesKey[0] && key[1] === 'one'))) return [];
  return 'id' in data ? [data] : data;
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

/** What one's own machines are narrowed down by, or widened to. */
export interface MineFilter {
  /** Empty where everything is wanted. */
  readonly search: string;
  readonly state: InstanceState | undefined;
  readonly withDeleted: boolean;
}

/** Those of the signed-in user's machines that match, page by page, among all that there ever were with `withDeleted`. */
export function myMachinesFoundQuery({ search, state, withDeleted }: MineFilter) {
  const ended = withDeleted || state === 'terminated';
  return infiniteQueryOptions({
    queryKey: [...machinesKey, 'mine-found', search, state, ended],
    queryFn: async ({ pageParam, signal, client }) => {
      const words = search === '' ? undefined : search;
      const query = { search: words, state, ended: `${ended}` as const, limit: 100 };
      const read = (cursor: string | undefined) => callApi('listInstances', { query: { ...query, cursor }, signal });
      let page = await read(pageParam);
      // An empty page has looked through many that do not match.
      while (page.items.length === 0 && page.nextCursor !== undefined) page = await read(page.nextCursor);
      const takesNew = words === undefined && state === undefined && pageParam === undefined;
      return { ...page, items: withChangedMachines(client, page.items, { takesNew }) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => pollInterval(query.state.data?.pages.flatMap(({ items }) => items)),
  });
}

/** The first few of everybody's that a search finds, for the command palette of administrators. */
export function anybodysMachinesFoundQuery(search: string) {
  return queryOptions({
    queryKey: [...machinesKey, 'palette', search],
    queryFn: async ({ signal }) => (await callApi('listFleet', { query: { limit: 7, search }, signal })).items,
    placeholderData: keepPreviousData,
  });
}

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

/** How long machines may run, and how long they are kept while they are off. */
export const machineRulesQuery = queryOptions({
  queryKey: ['machine-rules'],
  queryFn: ({ signal }) => callApi('getMachineRules', { signal }),
  staleTime: 60_000,
});
