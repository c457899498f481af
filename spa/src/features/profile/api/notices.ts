import type { NoticeSettings, OptionalNoticeKind } from '@cloudapp/contracts/notice';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../../../lib/api/call-api.ts';

/** Which e-mails one gets. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => callApi('getNotices', { signal }),
});

/** Switches kinds of e-mails off, and all others on. */
export function useSwitchNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (off: readonly OptionalNoticeKind[]) => callApi('setNotices', { body: { off: [...off] } }),
    onSuccess: (settings: NoticeSettings) => {
      client.setQueryData(noticesQuery.queryKey, settings);
    },
    onError: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  });
}
