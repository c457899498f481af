import type { WebhookWish } from '@cloudapp/contracts/webhook';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => callApi('listWebhooks', { signal }),
});

/** Whoever looks at them waits for what comes of a test. */
const lookAgainMilliseconds = 2000;

export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: ({ signal }) => callApi('listDeliveries', { params: { id }, signal }),
    refetchInterval: lookAgainMilliseconds,
  });

interface SavedWebhook {
  /** Absent for one that is new. */
  readonly id: string | undefined;
  readonly wish: WebhookWish;
}

/** A request that changes webhooks. What was answered stays no longer than what shows it: it may hold a secret. */
function useWebhookMutation<I, O>(run: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey, exact: true }),
  });
}

/** Adds a webhook, whose secret is in the answer, or changes one. */
export function useSaveWebhook() {
  return useWebhookMutation(
    async ({ id, wish }: SavedWebhook): Promise<{ name: string; secret?: string | undefined }> => {
      if (id === undefined) return await callApi('addWebhook', { body: wish });
      const { name, address, kinds, isOn } = wish;
      return await callApi('changeWebhook', { params: { id }, body: { name, address, kinds, isOn } });
    },
  );
}

/** Removes a webhook; one that is gone already is no fault. */
export function useRemoveWebhook() {
  return useWebhookMutation(async (id: string) => {
    try {
      await callApi('removeWebhook', { params: { id } });
    } catch (error) {
      if (!hasCode(error, 'not-found')) throw error;
    }
  });
}

/** Sends a test, or a delivery again; the list shows soon what came of it. */
export function useSend(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (deliveryId: string | undefined) =>
      deliveryId === undefined
        ? callApi('testWebhook', { params: { id } })
        : callApi('sendDeliveryAgain', { params: { id, deliveryId } }),
    onSettled: () => client.invalidateQueries({ queryKey: deliveriesQuery(id).queryKey }),
  });
}
