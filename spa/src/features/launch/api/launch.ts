import type { Instance, Launch } from '@cloudapp/contracts/instance';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { readSshPublicKey } from '@cloudapp/contracts/ssh-public-key';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteMade } from '../../../lib/api/recent-changes.ts';
import { generateKey } from '../../../lib/ssh-key/generate-key.ts';
import { profileQuery } from '../../../modules/account/api/profile.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { machineQuery, machinesKey, myMachinesQuery } from '../../../modules/machines/api/machines.ts';
import { keepUntilSaved, rememberKeyFile } from '../../../modules/machines/key-store.ts';
import { keyFileName, launchBody, type LaunchFormValues } from '../components/launch-form-values.ts';

/** One press of Launch, made once and sent again as it is until the server has answered. */
interface Submission {
  readonly values: string;
  readonly idempotencyKey: string;
  readonly body: Launch;
  readonly privateKey?: string;
  readonly keyFile?: string;
}

/** Eight hexadecimal digits. */
function randomText(): string {
  return crypto.randomUUID().slice(0, 8);
}

async function prepare(
  blueprintId: string,
  values: LaunchFormValues,
  savedKeys: readonly SshKey[],
): Promise<Submission> {
  const common = { values: JSON.stringify([blueprintId, values]), idempotencyKey: crypto.randomUUID() };
  if (values.keySource === 'new') {
    const keyFile = keyFileName(values.name, randomText());
    const { publicKey, privateKey } = await generateKey(keyFile);
    const body = launchBody(blueprintId, values, { sshPublicKey: publicKey, sshKeyName: keyFile });
    return { ...common, body, privateKey, keyFile };
  }
  if (values.keySource === 'pasted') {
    const key = readSshPublicKey(values.pastedKey);
    if (!('line' in key)) throw new Error(`The key ${key.reason}`);
    return { ...common, body: launchBody(blueprintId, values, { sshPublicKey: key.line }) };
  }
  const saved = savedKeys.find((key) => key.id === values.savedKeyId);
  if (!saved) throw new Error('The chosen key is gone');
  const body = launchBody(blueprintId, values, { sshPublicKey: saved.publicKey, sshKeyName: saved.name });
  return { ...common, body, ...(saved.name.startsWith('cloudapp-') && { keyFile: saved.name }) };
}

function keepKey(machine: Instance, { privateKey, keyFile }: Submission): void {
  if (keyFile === undefined) return;
  rememberKeyFile(machine.id, keyFile);
  if (privateKey !== undefined) keepUntilSaved(machine.id, { fileName: keyFile, privateKey });
}

/** Launches a machine. Sending the same form again, after a lost answer, can never make a second one. */
export function useLaunch(blueprintId: string, savedKeys: readonly SshKey[]) {
  const client = useQueryClient();
  const last = useRef<Submission>(undefined);
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
      keepKey(machine, submission);
      return machine;
    },
    onSuccess: (machine) => {
      last.current = undefined;
      client.setQueryData(machineQuery(machine.id).queryKey, machine);
      noteMade(client, 'machines', machine);
      client.setQueryData(myMachinesQuery.queryKey, (machines) => machines && [machine, ...machines]);
      return Promise.all([
        client.invalidateQueries({ queryKey: machinesKey, refetchType: 'none' }),
        client.invalidateQueries({ queryKey: profileQuery.queryKey }),
        client.invalidateQueries({ queryKey: sshKeysQuery.queryKey }),
      ]);
    },
    onError: (error) => {
      if (hasCode(error, 'idempotency-key-reused', 'quota-exceeded', 'invalid-request')) last.current = undefined;
    },
  });
}
