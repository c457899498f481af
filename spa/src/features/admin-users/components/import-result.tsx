import type { ImportedRow } from '@cloudapp/contracts/user';
import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { ImportLines } from './import-lines.tsx';
import { linkOf, sumUp } from './import-words.ts';
import { LinksToTake } from './links-to-take.tsx';
import classes from './users-list.module.css';

interface ImportResultProps {
  readonly rows: readonly ImportedRow[];
  /** How many of the preview's people were not asked for. */
  readonly notTried: number;
  /** Why they were not. */
  readonly error?: unknown;
  readonly onGoOn: () => void;
  readonly onClose: () => void;
  /** All of them were copied or saved. */
  readonly onTaken: () => void;
}

/** The new users with their links to choose a password, shown this once. */
export function ImportResult({ rows, notTried, error, onGoOn, onClose, onTaken }: ImportResultProps) {
  const added = rows.filter((row) => row.error === undefined).length;
  return (
    <Stack gap="md">
      {error instanceof Error && (
        <>
          <ErrorNotice error={error} title={`The import stopped after ${formatCount(added, 'user')}`} />
          <Text size="sm">
            Those below are added. Go on with the rest, or import the same file again: whoever exists already is left
            alone. Make new links for those who were added but have none here.
          </Text>
        </>
      )}
      {added < rows.length + notTried && (
        <Text size="sm" role="status">
          {sumUp({ added, refused: rows.length - added, notTried })}
        </Text>
      )}
      {added > 0 && <LinksToTake people={rows} onTaken={onTaken} />}
      {rows.length > 0 && (
        <ImportLines label="Imported lines" rows={rows} outcome="Link to choose a password" renderGood={Link} />
      )}
      <Group justify="flex-end" gap="sm">
        {notTried > 0 && (
          <Button variant="default" onClick={onGoOn}>
            Go on with {formatCount(notTried, 'user')}
          </Button>
        )}
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

function Link(row: ImportedRow) {
  return <span className={classes['secret']}>{linkOf(row)}</span>;
}
