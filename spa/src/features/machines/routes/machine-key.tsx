import { useState } from 'react';
import { downloadText } from '../../../lib/download.ts';
import { forgetKey, usePendingKey } from '../../../modules/machines/key-store.ts';
import { KeySaved, SaveKey } from '../components/save-key.tsx';

/** The private key that was made for this machine, until it is saved. */
export function MachineKey({ machineId }: { readonly machineId: string }) {
  const key = usePendingKey(machineId);
  const [savedAs, setSavedAs] = useState<string>();
  if (savedAs !== undefined) return <KeySaved fileName={savedAs} />;
  if (!key) return null;
  const save = () => {
    downloadText(key.fileName, key.privateKey);
    forgetKey(machineId);
    setSavedAs(key.fileName);
  };
  return <SaveKey onSave={save} />;
}
