import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useImport, usePreview } from '../api/import-users.ts';
import { ImportPreview } from './import-preview.tsx';
import { ImportResult } from './import-result.tsx';
import { ImportSource } from './import-source.tsx';

interface ImportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Users from a CSV file: choose, look at what would happen, import, take the passwords along. */
export function ImportDialog({ opened, onClose }: ImportDialogProps) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [csv, setCsv] = useState('');
  const [done, setDone] = useState(0);
  const preview = usePreview();
  const run = useImport(setDone);

  const startOver = () => {
    setCsv('');
    setDone(0);
    preview.reset();
    run.reset();
  };
  const content = () => {
    if (run.data) return <ImportResult outcome={run.data} onClose={onClose} />;
    if (preview.data) {
      const { rows } = preview.data;
      return (
        <ImportPreview
          rows={rows}
          pending={run.isPending}
          done={done}
          onBack={preview.reset}
          onImport={() => {
            run.mutate({ csv, rows });
          }}
        />
      );
    }
    return (
      <ImportSource
        csv={csv}
        onChange={setCsv}
        pending={preview.isPending}
        error={preview.error}
        onClose={onClose}
        onSubmit={() => {
          preview.mutate(csv);
        }}
      />
    );
  };
  return (
    <Modal
      opened={opened}
      // Passwords of a running import would come to nobody.
      onClose={run.isPending ? () => undefined : onClose}
      onExitTransitionEnd={startOver}
      closeOnClickOutside={csv === ''}
      title="Import users"
      centered
      size={720}
      fullScreen={isPhone}
    >
      {content()}
    </Modal>
  );
}
