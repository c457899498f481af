import type { SshKey } from '@cloudapp/contracts/ssh-key';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useRemoveKey } from '../api/profile.ts';
import { KeysSection } from '../components/keys-section.tsx';

export function OwnKeys({ keys }: { readonly keys: readonly SshKey[] }) {
  const remove = useRemoveKey();
  const [chosen, setChosen] = useState<SshKey>();
  const [opened, setOpened] = useState(false);
  const ask = (key: SshKey) => {
    remove.reset();
    setChosen(key);
    setOpened(true);
  };
  const close = () => {
    setOpened(false);
  };
  return (
    <>
      <KeysSection keys={keys} onRemove={ask} />
      {chosen && (
        <ConfirmDialog
          opened={opened}
          title={`Remove ${chosen.name}?`}
          confirmLabel="Remove"
          isDangerous
          pending={remove.isPending}
          error={remove.error}
          failureTitle="The key was not removed"
          onClose={close}
          onConfirm={() => {
            remove.mutate(chosen.id, { onSuccess: close });
          }}
        >
          <Text size="sm">
            It is no longer offered when you launch a machine. Machines that have it keep it, so it still opens them.
          </Text>
        </ConfirmDialog>
      )}
    </>
  );
}
