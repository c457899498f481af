import type { User } from '@cloudapp/contracts/user';
import { infiniteQueryOptions, keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi, type CallInput } from '../../../lib/api/call-api.ts';

const usersKey = ['users'];

export function usersQuery(search: string) {
  return infiniteQueryOptions({
    queryKey: [...usersKey, search],
    queryFn: ({ pageParam, signal }) =>
      callApi('listUsers', {
        query: { limit: 50, cursor: pageParam, ...(search !== '' && { search }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** A change of users; the list shows it at once. */
function useUserMutation<I, O>(run: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    // One-time passwords are shown once and kept nowhere.
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: usersKey }),
  });
}

export function useCreateUser() {
  return useUserMutation((user: CallInput<'createUser'>['body']) => callApi('createUser', { body: user }));
}

export function useUpdateUser() {
  return useUserMutation(({ id, changes }: { id: string; changes: CallInput<'updateUser'>['body'] }) =>
    callApi('updateUser', { params: { id }, body: changes }),
  );
}

export function useResetPassword() {
  return useUserMutation(({ id }: Pick<User, 'id'>) => callApi('resetPassword', { params: { id } }));
}

export function useSignOutUser() {
  return useUserMutation(({ id }: Pick<User, 'id'>) => callApi('signOutUser', { params: { id } }));
}

export function useDeleteUser() {
  return useUserMutation(({ id }: Pick<User, 'id'>) => callApi('deleteUser', { params: { id } }));
}

export function useImportUsers() {
  return useUserMutation((input: { csv: string; preview: boolean }) => callApi('importUsers', { body: input }));
}
