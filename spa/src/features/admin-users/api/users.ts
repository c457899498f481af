import type { NewUser, Role, User, UserFilter, UserSort } from '@cloudapp/contracts/user';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteChanged, noteGone, noteMade, withRecentChanges } from '../../../lib/api/recent-changes.ts';
import { profileQuery } from '../../../modules/account/api/profile.ts';

export const usersKey: QueryKey = ['users'];

/** What the list of users is asked for. */
export interface AskedUsers {
  readonly filter: UserFilter;
  readonly sort: UserSort;
  readonly size: number;
}

export function isNarrowed(filter: UserFilter): boolean {
  return Object.values(filter).some((part) => part !== undefined);
}

/** Users, page by page. While another list is on its way, the last one's answer stays. */
export function usersQuery({ filter, sort, size }: AskedUsers) {
  return infiniteQueryOptions({
    queryKey: [...usersKey, 'list', filter, sort, size],
    queryFn: async ({ pageParam, signal, client }) => {
      const query = { ...filter, sort, limit: size, cursor: pageParam };
      const page = await callApi('listUsers', { query, signal });
      const takesNew = !isNarrowed(filter) && sort === '-created' && pageParam === undefined;
      return { ...page, items: withRecentChanges(client, 'users', page.items, { takesNew }) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** How many there are, or match. */
export function userCountQuery(filter: UserFilter) {
  return queryOptions({
    queryKey: [...usersKey, 'count', filter],
    queryFn: ({ signal }) => callApi('countUsers', { query: filter, signal }),
  });
}

/** The first few that match, for the command palette. */
export function usersFoundQuery(search: string) {
  return queryOptions({
    queryKey: [...usersKey, 'palette', search],
    queryFn: async ({ signal }) => (await callApi('listUsers', { query: { limit: 7, search }, signal })).items,
    placeholderData: keepPreviousData,
  });
}

/** The list may hold others' changes too, so it is read again even after a refusal. */
function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: usersKey }),
    client.invalidateQueries({ queryKey: profileQuery.queryKey }),
  ]);
}

/** A request that changes users. The lists follow by themselves; who asked need not wait for them. */
function useUserMutation<I, O>(
  run: (input: I) => Promise<O>,
  noteAnswer: (client: QueryClient, answer: O, input: I) => void = () => undefined,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (answer, input) => {
      noteAnswer(client, answer, input);
    },
    onSettled: () => {
      void refresh(client);
    },
  });
}

export function useCreateUser() {
  return useUserMutation(
    (user: NewUser) => callApi('createUser', { body: user }),
    (client, { user }) => {
      noteMade(client, 'users', user);
    },
  );
}

export interface UserChange {
  readonly id: string;
  readonly changes: {
    readonly role?: Role;
    readonly quota?: number;
    readonly status?: User['status'];
    readonly stopMachines?: boolean;
    /** None, with null. */
    readonly group?: string | null;
    readonly costCentre?: string | null;
  };
}

export function useUpdateUser() {
  return useUserMutation(
    ({ id, changes }: UserChange) => callApi('updateUser', { params: { id }, body: changes }),
    (client, user) => {
      noteChanged(client, 'users', user);
    },
  );
}

export function useDeleteUser() {
  return useUserMutation(
    (id: string) => callApi('deleteUser', { params: { id } }),
    (client, _nothing, id) => {
      noteGone(client, 'users', id);
    },
  );
}

export function useResetPassword() {
  return useUserMutation((id: string) => callApi('resetPassword', { params: { id } }));
}

export function useSignOutUser() {
  return useUserMutation((id: string) => callApi('signOutUser', { params: { id } }));
}
