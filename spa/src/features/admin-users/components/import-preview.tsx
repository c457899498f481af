import type { ImportedRow } from '@cloudapp/contracts/user';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCount } from '../../../lib/format/size.ts';
import { GoodLine, ImportLines } from './import-lines.tsx';

interface ImportPreviewProps {
  readonly rows: readonly ImportedRow[];
  /** What the columns are taken for. */
  readonly columns: ReactNode;
  readonly pending: boolean;
  readonly onBack: () => void;
  readonly onImport: () => void;
}

/** What would become of each line, before anything does. */
export function ImportPreview({ rows, columns, pending, onBack, onImport }: ImportPreviewProps) {
  const good = rows.filter((row) => row.error === undefined).length;
  const bad = rows.length - good;
  return (
    <Stack gap="md">
      {columns}
      {rows.length > 0 && (
        <>
          <Text size="sm" role="status">
            {formatCount(good, 'line')} can be imported{bad > 0 && `, ${bad} cannot and will be left out`}.
          </Text>
          <ImportLines label="Lines to import" rows={badFirst(rows)} outcome="Check" renderGood={GoodLine} />
        </>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button onClick={onImport} disabled={good === 0 || pending}>
          Import {formatCount(good, 'user')}
        </Button>
      </Group>
    </Stack>
  );
}

/** What needs a look stands on top. */
function badFirst(rows: readonly ImportedRow[]): readonly ImportedRow[] {
  return rows.toSorted((a, b) => Number(a.error === undefined) - Number(b.error === undefined) || a.line - b.line);
}
