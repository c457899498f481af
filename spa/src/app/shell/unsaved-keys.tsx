import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { getShownUser } from '../../lib/api/shown-user.ts';
import { askBeforeSignOut, signOutNow } from '../../modules/account/sign-out-here.ts';
import { dropKeys, restoreKeys } from '../../modules/machines/key-store.ts';

/** Keeps private keys that are not saved as long as somebody is signed in, and asks before signing out loses them. */
export function UnsavedKeys({ userId }: { readonly userId: string }) {
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    void restoreKeys(userId);
    return () => {
      if (getShownUser() === undefined) dropKeys();
    };
  }, [userId]);
  useEffect(
    () =>
      askBeforeSignOut(() => {
        setOpened(true);
      }),
    [],
  );
  return (
    <ConfirmDialog
      opened={opened}
      title="Sign out without saving your key?"
      confirmLabel="Sign out"
      isDangerous
      pending={false}
      onClose={() => {
        setOpened(false);
      }}
      onConfirm={() => {
        setOpened(false);
        signOutNow();
      }}
    >
      <Text size="sm">
        A private key that was made in this tab is not saved. Signing out wipes it, and its machine needs another key
        then. To keep it, cancel and save it on the machine’s page.
      </Text>
    </ConfirmDialog>
  );
}
