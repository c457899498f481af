import type { Instance } from '@cloudapp/contracts/instance';
import type { Launch } from '@cloudapp/contracts/launch';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteMade } from '../../../lib/api/recent-changes.ts';
import { profileQuery } from '../../../modules/account/api/profile.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { machineQuery, machinesKey, myMachinesQuery } from '../../../modules/machines/api/machines.ts';
import { keepUntilSaved, type PendingKey } from '../../../modules/machines/key-store.ts';
import { loadPrepareKey, preloadPrepareKey } from '../../../modules/machines/load-prepare-key.ts';
import { launchBody, type LaunchFormValues } from '../components/launch-form-values.ts';

/** One press of Launch, made once and sent again as it is until the server has answered. */
interface Submission {
  readonly values: string;
  readonly idempotencyKey: string;
  readonly body: Launch;
  readonly made?: PendingKey;
}

async function prepare(
  blueprintId: string,
  values: LaunchFormValues,
  savedKeys: readonly SshKey[],
): Promise<Submission> {
  const prepareKey = await loadPrepareKey();
  const { chosen, made } = await prepareKey(values, values.name, savedKeys);
  return {
    values: JSON.stringify([blueprintId, values]),
    idempotencyKey: crypto.randomUUID(),
    body: launchBody(blueprintId, values, chosen),
    ...(made && { made }),
  };
}

/** Has pages and lists show what was just launched. */
export function showLaunched(client: QueryClient, launched: readonly Instance[]) {
  for (const machine of launched) {
    client.setQueryData(machineQuery(machine.id).queryKey, machine);
    noteMade(client, 'machines', machine);
  }
  client.setQueryData(myMachinesQuery.queryKey, (machines) => machines && [...launched, ...machines]);
  return Promise.all([
    client.invalidateQueries({ queryKey: machinesKey, refetchType: 'none' }),
    client.invalidateQueries({ queryKey: profileQuery.queryKey }),
    client.invalidateQueries({ queryKey: sshKeysQuery.queryKey }),
  ]);
}

/** Launches a machine. Sending the same form again, after a lost answer, can never make a second one. */
export function useLaunch(blueprintId: string, savedKeys: readonly SshKey[]) {
  const client = useQueryClient();
  const last = useRef<Submission>(undefined);
  useEffect(preloadPrepareKey, []);
  return useMutation({
    mutationFn: async (values: LaunchFormValues) => {
      if (last.current?.values !== JSON.stringify([blueprintId, values])) {
        last.current = await prepare(blueprintId, values, savedKeys);
      }
      const submission = last.current;
      const machine = await callApi('launchInstance', {
        body: submission.body,
        idempotencyKey: submission.idempotencyKey,
      });
      if (submission.made) keepUntilSaved(machine.id, submission.made);
      return machine;
    },
    onSuccess: (machine) => {
      last.current = undefined;
      return showLaunched(client, [machine]);
    },
    onError: (error) => {
      if (hasCode(error, 'idempotency-key-reused', 'quota-exceeded', 'invalid-request')) last.current = undefined;
    },
  });
}
