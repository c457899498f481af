import type { SignInSettings } from '@cloudapp/contracts/sign-in-settings';
import type { User } from '@cloudapp/contracts/user';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';
import { useSettingsMutation } from './sign-in-settings.ts';

export type PasswordPolicy = Pick<SignInSettings, 'passwordsOf' | 'breakGlassUserId'>;

/** Switches passwords off for all but one account, or on again. */
export function useSetPasswordPolicy() {
  return useSettingsMutation((policy: PasswordPolicy) => callApi('setPasswordPolicy', { body: policy }));
}

/** How many administrators are offered at once. */
export const offeredAdministrators = 6;

/** The first active administrators by name who match; more can be found by searching. */
export function administratorsQuery(search: string) {
  return queryOptions({
    queryKey: ['users', 'administrators', search],
    queryFn: async ({ signal }) => {
      const found: User[] = [];
      let cursor: string | undefined;
      // A page may be short, even empty, and yet not the last.
      do {
        const query = {
          ...({ role: 'admin', status: 'active', sort: 'name', limit: offeredAdministrators } as const),
          ...(search !== '' && { search }),
          cursor,
        };
        const page = await callApi('listUsers', { query, signal });
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined && found.length < offeredAdministrators);
      return { items: found.slice(0, offeredAdministrators), areAll: cursor === undefined };
    },
    placeholderData: keepPreviousData,
  });
}

/** The account for emergencies that is named now. */
export function namedAccountQuery(id: string | undefined) {
  return queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: ({ signal }) => callApi('getUser', { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
    retry: false,
  });
}
