import type { ColumnMeaning } from '@cloudapp/contracts/user';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useShownOnce } from '../../../components/use-shown-once.tsx';
import {
  closeImport,
  noteLinksTaken,
  resumeImport,
  startImport,
  useImportRun,
  type ImportRun,
} from '../api/import-run.ts';
import { usePreview } from '../api/import-users.ts';
import { ImportColumns } from '../components/import-columns.tsx';
import { ImportDialog } from '../components/import-dialog.tsx';
import { ImportPreview } from '../components/import-preview.tsx';
import { ImportProgress } from '../components/import-progress.tsx';
import { ImportResult } from '../components/import-result.tsx';
import { ImportSource } from '../components/import-source.tsx';

interface ImportUsersProps {
  readonly currentUserId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Users from a CSV file: choose, look at what would happen, import in the background, take the links along. */
export function ImportUsers({ currentUserId, opened, onClose }: ImportUsersProps) {
  const client = useQueryClient();
  const [csv, setCsv] = useState('');
  const preview = usePreview();
  // It stays in sight while other columns are tried.
  const [shown, setShown] = useState<typeof preview.data>();
  const check = (columns?: ColumnMeaning[]) => {
    preview.mutate({ csv, columns }, { onSuccess: setShown });
  };
  const run = useImportRun(currentUserId);
  const isOver = run !== undefined && !run.isRunning;
  const finish = () => {
    closeImport();
    onClose();
  };
  const links = useShownOnce({
    isShown: opened && isOver && run.rows.some((row) => row.error === undefined),
    what: 'the links',
    wayBack: 'Everybody in the list is added: new links can be made for all of them at once.',
    onClose: finish,
  });
  const leave = () => {
    if (run?.isRunning === true) onClose();
    else links.leave(run ? finish : onClose);
  };
  const noteTaken = () => {
    links.noteTaken();
    noteLinksTaken();
  };
  const startOver = () => {
    if (run) return;
    setCsv('');
    setShown(undefined);
    preview.reset();
    links.startOver();
  };
  const content = () => {
    if (run) return <RunView run={run} onHide={onClose} onClose={leave} onTaken={noteTaken} />;
    if (shown) {
      const { rows, columns = [], fault } = shown;
      return (
        <ImportPreview
          rows={rows}
          columns={
            <ImportColumns
              columns={columns}
              fault={fault}
              pending={preview.isPending}
              error={preview.error}
              onChange={check}
            />
          }
          pending={preview.isPending}
          onBack={() => {
            setShown(undefined);
          }}
          onImport={() => {
            startImport(client, currentUserId, rows);
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
          check();
        }}
      />
    );
  };
  return (
    <ImportDialog opened={opened} isBegun={csv !== '' && !run} onClose={leave} onClosed={startOver}>
      {content()}
      {links.question}
    </ImportDialog>
  );
}

interface RunViewProps {
  readonly run: ImportRun;
  readonly onHide: () => void;
  readonly onClose: () => void;
  readonly onTaken: () => void;
}

function RunView({ run, onHide, onClose, onTaken }: RunViewProps) {
  const client = useQueryClient();
  const { rows, waiting, isRunning, error } = run;
  if (isRunning) return <ImportProgress done={rows.length} of={rows.length + waiting.length} onHide={onHide} />;
  return (
    <ImportResult
      rows={rows}
      notTried={waiting.length}
      error={error}
      onGoOn={() => {
        resumeImport(client);
      }}
      onClose={onClose}
      onTaken={onTaken}
    />
  );
}
