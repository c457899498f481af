import type { ChangedOne, ManyUsersChange, User, UserFilter, UserSort } from '@cloudapp/contracts/user';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteChanged } from '../../../lib/api/recent-changes.ts';
import { mostPeopleAtOnce } from './people-at-once.ts';
import { usersKey } from './users.ts';

export interface BulkOutcome {
  readonly results: readonly ChangedOne[];
  /** Why the others were not asked for any more. */
  readonly error?: unknown;
}

export interface BulkRequest {
  readonly ids: readonly string[];
  readonly change: ManyUsersChange;
}

/** Changes several users, a few at a time. Never rejects: what was done before a failure counts, and can be gone on from. */
async function changeAll(
  client: QueryClient,
  { ids, change }: BulkRequest,
  onProgress: (done: number) => void,
): Promise<BulkOutcome> {
  const results: ChangedOne[] = [];
  for (let start = 0; start < ids.length; start += mostPeopleAtOnce) {
    try {
      const body = { ids: ids.slice(start, start + mostPeopleAtOnce), change };
      const answer = await callApi('changeUsers', { body });
      results.push(...answer.results);
      for (const { user } of answer.results) if (user) noteChanged(client, 'users', user);
      onProgress(results.length);
    } catch (error) {
      return { results, error };
    }
  }
  return { results };
}

export function useChangeUsers(onProgress: (done: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: BulkRequest) => changeAll(client, request, onProgress),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: usersKey });
    },
  });
}

/** As many as one selection holds: 50 requests of 100. */
export const mostSelected = 5000;

/** Everybody who matches now, page by page. Whoever comes to match later is not among them. */
export function useReadAll(onProgress: (read: number) => void) {
  return useMutation({
    mutationFn: async ({ filter, sort }: { filter: UserFilter; sort: UserSort }) => {
      const users: User[] = [];
      let cursor: string | undefined;
      do {
        const page = await callApi('listUsers', { query: { ...filter, sort, limit: 100, cursor } });
        users.push(...page.items);
        cursor = page.nextCursor;
        onProgress(users.length);
      } while (cursor !== undefined && users.length < mostSelected);
      return { users, isComplete: cursor === undefined };
    },
  });
}
