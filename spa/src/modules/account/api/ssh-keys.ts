import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** Public keys that the user launched machines with before. */
export const sshKeysQuery = queryOptions({
  queryKey: ['ssh-keys'],
  queryFn: async ({ signal }) => (await callApi('listSshKeys', { signal })).items,
});
