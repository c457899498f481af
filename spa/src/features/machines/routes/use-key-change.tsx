import type { Instance } from '@cloudapp/contracts/instance';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { lazyDialog } from '../../../components/lazy-dialog.tsx';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { preloadPrepareKey } from '../../../modules/machines/load-prepare-key.ts';
import { useReplaceKey } from '../api/machine-keys.ts';

const KeyDialog = lazyDialog(async () => (await import('../components/key-window.tsx')).KeyWindow);

interface KeyChange {
  /** Asks for another key; undefined where the machine cannot be given one, or not by this person. */
  readonly ask: (() => void) | undefined;
  /** To be rendered once on the page. */
  readonly dialog: ReactNode;
}

/** *Use another key* on a machine's page. */
export function useKeyChange(machine: Instance, isOwner: boolean): KeyChange {
  const [opened, setOpened] = useState(false);
  const [round, setRound] = useState(0);
  const { data: keys = [] } = useQuery({ ...sshKeysQuery, enabled: isOwner });
  const replace = useReplaceKey(machine, keys);
  if (!isOwner || machine.sshKey?.canBeReplaced !== true) return { ask: undefined, dialog: null };
  const close = () => {
    setOpened(false);
  };
  return {
    ask: () => {
      preloadPrepareKey();
      replace.reset();
      setRound((last) => last + 1);
      setOpened(true);
    },
    dialog: (
      <KeyDialog
        key={round}
        opened={opened}
        machineName={machine.name}
        savedKeys={keys}
        pending={replace.isPending}
        error={replace.error}
        onClose={close}
        onConfirm={(values) => {
          replace.mutate(values, { onSuccess: close });
        }}
      />
    ),
  };
}
