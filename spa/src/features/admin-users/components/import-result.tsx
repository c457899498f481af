import type { ImportedRow } from '@cloudapp/contracts/user';
import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import type { ImportOutcome } from '../api/import-users.ts';
import { ImportLines } from './import-lines.tsx';
import { linkOf, sumUp } from './import-words.ts';
import { LinksToTake } from './links-to-take.tsx';
import classes from './users-list.module.css';

interface ImportResultProps {
  readonly outcome: ImportOutcome;
  readonly onClose: () => void;
  /** All of them were copied or saved. */
  readonly onTaken: () => void;
}

/** The new users with their links to choose a password, shown this once. */
export function ImportResult({ outcome, onClose, onTaken }: ImportResultProps) {
  const { rows, notTried, error } = outcome;
  const added = rows.filter((row) => row.error === undefined).length;
  return (
    <Stack gap="md">
      {error instanceof Error && (
        <>
          <ErrorNotice error={error} title={`The import stopped after ${formatCount(added, 'user')}`} />
          <Text size="sm">
            Those below are added. Import the same file again for the rest: whoever exists already is left alone. Reset
            the password of anybody who was added but is not listed here.
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
      <Group justify="flex-end">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Stack>
  );
}

function Link(row: ImportedRow) {
  return <span className={classes['secret']}>{linkOf(row)}</span>;
}
