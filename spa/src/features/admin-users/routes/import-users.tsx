import { useState } from 'react';
import { useShownOnce } from '../../../components/use-shown-once.tsx';
import { useImport, usePreview } from '../api/import-users.ts';
import { ImportDialog } from '../components/import-dialog.tsx';
import { ImportPreview } from '../components/import-preview.tsx';
import { ImportResult } from '../components/import-result.tsx';
import { ImportSource } from '../components/import-source.tsx';

interface ImportUsersProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Users from a CSV file: choose, look at what would happen, import, take the passwords along. */
export function ImportUsers({ opened, onClose }: ImportUsersProps) {
  const [csv, setCsv] = useState('');
  const [done, setDone] = useState(0);
  const preview = usePreview();
  const run = useImport(setDone);
  const hasLinks = run.data?.rows.some((row) => row.error === undefined) === true;
  const links = useShownOnce({
    isShown: opened && hasLinks,
    what: 'the links',
    wayBack: 'Everybody in the list is added: resetting their passwords one by one makes other links.',
    onClose,
  });
  const leave = () => {
    links.leave();
  };

  const startOver = () => {
    setCsv('');
    setDone(0);
    preview.reset();
    run.reset();
    links.startOver();
  };
  const content = () => {
    if (run.data) return <ImportResult outcome={run.data} onClose={leave} onTaken={links.noteTaken} />;
    if (preview.data) {
      const { rows } = preview.data;
      return (
        <ImportPreview
          rows={rows}
          pending={run.isPending}
          done={done}
          onBack={preview.reset}
          onImport={() => {
            run.mutate(rows);
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
    <ImportDialog
      opened={opened}
      isRunning={run.isPending}
      isBegun={csv !== '' && !hasLinks}
      onClose={leave}
      onClosed={startOver}
    >
      {content()}
      {links.question}
    </ImportDialog>
  );
}
