import type { LaunchOutcome, SeveralLaunches } from '@cloudapp/contracts/launch';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { keepUntilSaved, type PendingKey } from '../../../modules/machines/key-store.ts';
import { loadPrepareKey } from '../../../modules/machines/load-prepare-key.ts';
import { launchChoices, type LaunchFormValues } from '../components/launch-form-values.ts';
import { showLaunched } from './launch.ts';

/** What the form says, and the names of the machines. */
export interface SeveralWish {
  readonly values: LaunchFormValues;
  /** What the names have in common, for the key's file. */
  readonly pattern: string;
  readonly names: readonly string[];
}

interface Submission {
  readonly wish: string;
  readonly idempotencyKey: string;
  readonly body: SeveralLaunches;
  readonly made?: PendingKey;
}

async function prepare(blueprintId: string, wish: SeveralWish, savedKeys: readonly SshKey[]): Promise<Submission> {
  const prepareKey = await loadPrepareKey();
  const { chosen, made } = await prepareKey(wish.values, wish.pattern, savedKeys);
  return {
    wish: JSON.stringify([blueprintId, wish]),
    idempotencyKey: crypto.randomUUID(),
    body: { ...launchChoices(blueprintId, wish.values, chosen), names: [...wish.names] },
    ...(made && { made }),
  };
}

export function machinesOf(outcomes: readonly LaunchOutcome[]) {
  return outcomes.flatMap((one) => (one.outcome === 'launched' ? [one.machine] : []));
}

/** Launches several machines with one key. Sending the same again, after a lost answer, can never make more. */
export function useLaunchSeveral(blueprintId: string, savedKeys: readonly SshKey[]) {
  const client = useQueryClient();
  const last = useRef<Submission>(undefined);
  return useMutation({
    mutationFn: async (wish: SeveralWish) => {
      if (last.current?.wish !== JSON.stringify([blueprintId, wish])) {
        last.current = await prepare(blueprintId, wish, savedKeys);
      }
      const { body, idempotencyKey, made } = last.current;
      const { items } = await callApi('launchSeveral', { body, idempotencyKey });
      // It opens each of them, so the page of each offers it.
      if (made) for (const { id } of machinesOf(items)) keepUntilSaved(id, made);
      return items;
    },
    onSuccess: (outcomes) => {
      last.current = undefined;
      return showLaunched(client, machinesOf(outcomes));
    },
    onError: (error) => {
      if (hasCode(error, 'idempotency-key-reused', 'invalid-request')) last.current = undefined;
    },
  });
}
