import type { Instance } from '@cloudapp/contracts/instance';
import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { hasCode } from '../../../lib/api/api-error.ts';
import { callApi } from '../../../lib/api/call-api.ts';
import { noteChanged } from '../../../lib/api/recent-changes.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { machineQuery, machinesKey } from '../../../modules/machines/api/machines.ts';
import type { KeyValues } from '../../../modules/machines/components/key-values.ts';
import { keepUntilSaved } from '../../../modules/machines/key-store.ts';
import { loadPrepareKey } from '../../../modules/machines/load-prepare-key.ts';
import type { PreparedKey } from '../../../modules/machines/prepare-key.ts';

/** Notes that the person has a key's private half. One that they removed from their keys has nothing to be noted at. */
export function useNoteKeySaved() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (keyId: string) => {
      try {
        await callApi('noteSshKeySaved', { params: { id: keyId } });
      } catch (error) {
        if (!hasCode(error, 'not-found')) throw error;
      }
    },
    onSuccess: (_, keyId) => {
      client.setQueryData(sshKeysQuery.queryKey, (keys) =>
        keys?.map((key) => (key.id === keyId ? { ...key, isSaved: true } : key)),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: sshKeysQuery.queryKey }),
  });
}

/** Gives a machine another key. The same form sent again after a lost answer brings the same key. */
export function useReplaceKey({ id, name }: Pick<Instance, 'id' | 'name'>, savedKeys: readonly SshKey[]) {
  const client = useQueryClient();
  const last = useRef<{ readonly values: string; readonly key: PreparedKey }>(undefined);
  return useMutation({
    mutationFn: async (values: KeyValues) => {
      const asText = JSON.stringify(values);
      if (last.current?.values !== asText) {
        const prepareKey = await loadPrepareKey();
        last.current = { values: asText, key: await prepareKey(values, name, savedKeys) };
      }
      const { chosen, made } = last.current.key;
      const machine = await callApi('replaceKey', { params: { id }, body: chosen });
      if (made) keepUntilSaved(id, made);
      return machine;
    },
    onSuccess: (machine) => {
      last.current = undefined;
      client.setQueryData(machineQuery(id).queryKey, machine);
      noteChanged(client, 'machines', machine);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: machinesKey }),
        client.invalidateQueries({ queryKey: sshKeysQuery.queryKey }),
      ]),
  });
}
