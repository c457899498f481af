import { useState } from 'react';
import { downloadText } from '../../../lib/download.ts';
import { useReaderSystem } from '../../../lib/reader-system.ts';
import { forgetKey, usePendingKey } from '../../../modules/machines/key-store.ts';
import { SaveKey } from '../components/save-key.tsx';

/** The private key that was made for this machine, until the person says that it is kept. */
export function MachineKey({ machineId }: { readonly machineId: string }) {
  const key = usePendingKey(machineId);
  const [isDownloaded, setDownloaded] = useState(false);
  const [system, chooseSystem] = useReaderSystem();
  if (!key) return null;
  return (
    <SaveKey
      fileName={key.fileName}
      isDownloaded={isDownloaded}
      system={system}
      onSystem={chooseSystem}
      onDownload={() => {
        downloadText(key.fileName, key.privateKey);
        setDownloaded(true);
      }}
      onKept={() => {
        forgetKey(machineId);
      }}
    />
  );
}
