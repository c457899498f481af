import type { Instance } from '@cloudapp/contracts/instance';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyFailure } from '../../../components/notify.tsx';
import { downloadText } from '../../../lib/download.ts';
import { useReaderSystem } from '../../../lib/reader-system.ts';
import { sshKeysQuery } from '../../../modules/account/api/ssh-keys.ts';
import { forgetSavedKey, usePendingKey, type PendingKey } from '../../../modules/machines/key-store.ts';
import { useNoteKeySaved } from '../api/machine-keys.ts';
import { KeyLost, KeyWaiting } from '../components/key-notices.tsx';
import { SaveKey } from '../components/save-key.tsx';

interface MachineKeyProps {
  readonly machine: Instance;
  /** Absent where the machine cannot be given another key. */
  readonly onReplace: (() => void) | undefined;
}

/** What there is to do about the key of one's own machine: to save it, to replace one that was lost, to wait for the machine. */
export function MachineKey({ machine, onReplace }: MachineKeyProps) {
  const { state, sshKey } = machine;
  if (state === 'terminating' || state === 'terminated') return null;
  return (
    <>
      {sshKey?.waitingSince !== undefined && <KeyWaiting state={state} />}
      <PrivateKey machine={machine} onReplace={onReplace} />
    </>
  );
}

function PrivateKey({ machine: { id, sshKey }, onReplace }: MachineKeyProps) {
  const pending = usePendingKey(id);
  const keys = useQuery(sshKeysQuery);
  const saved = useNoteKeySaved();
  const noteSaved = (keyId: string) => {
    saved.mutate(keyId, {
      onSuccess: () => {
        forgetSavedKey(keyId);
      },
      onError: (error) => {
        notifyFailure('It was not noted that you have the key', error);
      },
    });
  };

  if (pending === 'unknown') return null;
  // A key that was chosen elsewhere since is not the one that this tab has.
  if (pending && (sshKey === undefined || pending.keyId === sshKey.id)) {
    return (
      <KeyToSave
        key={pending.keyId}
        pendingKey={pending}
        onKept={() => {
          noteSaved(pending.keyId);
        }}
      />
    );
  }
  const lost = keys.data?.find((key) => key.id === sshKey?.id && !key.isSaved);
  if (!lost) return null;
  return (
    <KeyLost
      fileName={lost.name}
      onReplace={onReplace}
      isPending={saved.isPending}
      onKept={() => {
        noteSaved(lost.id);
      }}
    />
  );
}

interface KeyToSaveProps {
  readonly pendingKey: PendingKey;
  readonly onKept: () => void;
}

/** The private key that was made for this machine, until the person says that it is kept. */
function KeyToSave({ pendingKey, onKept }: KeyToSaveProps) {
  const [isDownloaded, setDownloaded] = useState(false);
  const [system, chooseSystem] = useReaderSystem();
  return (
    <SaveKey
      fileName={pendingKey.fileName}
      isDownloaded={isDownloaded}
      system={system}
      onSystem={chooseSystem}
      onDownload={() => {
        downloadText(pendingKey.fileName, pendingKey.privateKey);
        setDownloaded(true);
      }}
      onKept={onKept}
    />
  );
}
