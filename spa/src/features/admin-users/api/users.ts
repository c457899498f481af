import type { NewUser, Role, User } from '@cloudapp/contracts/user';
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
import { profileQuery } from '../../../modules/account/api/profile.ts';

export const usersKey: QueryKey = ['users'];

/** Users, newest first, page by page. While another search is on its way, the last one's answer stays. */
export function usersQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: [...usersKey, search],
    queryFn: ({ pageParam, signal }) =>
      callApi('listUsers', { query: { cursor: pageParam, search: search === '' ? undefined : search }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
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
function useUserMutation<I, O>(run: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => {
      void refresh(client);
    },
  });
}

export function useCreateUser() {
  return useUserMutation((user: NewUser) => callApi('createUser', { body: user }));
}

export interface UserChange {
  readonly id: string;
  readonly changes: { readonly role?: Role; readonly quota?: number; readonly status?: User['status'] };
}

export function useUpdateUser() {
  return useUserMutation(({ id, changes }: UserChange) => callApi('updateUser', { params: { id }, body: changes }));
}

export function useDeleteUser() {
  return useUserMutation((id: string) => callApi('deleteUser', { params: { id } }));
}

export function useResetPassword() {
  return useUserMutation((id: string) => callApi('resetPassword', { params: { id } }));
}

export function useSignOutUser() {
  return useUserMutation((id: string) => callApi('signOutUser', { params: { id } }));
}
