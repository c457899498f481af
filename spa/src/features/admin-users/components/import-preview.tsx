import type { ImportedRow } from '@cloudapp/contracts/user';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { formatCount } from '../../../lib/format/size.ts';
import { GoodLine, ImportLines } from './import-lines.tsx';

interface ImportPreviewProps {
  readonly rows: readonly ImportedRow[];
  readonly pending: boolean;
  readonly done: number;
  readonly onBack: () => void;
  readonly onImport: () => void;
}

/** What would become of each line, before anything does. */
export function ImportPreview({ rows, pending, done, onBack, onImport }: ImportPreviewProps) {
  const good = rows.filter((row) => row.error === undefined).length;
  const bad = rows.length - good;
  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        {pending
          ? `Adding users: ${done} of ${good}. Keep this page open.`
          : `${formatCount(good, 'line')} can be imported${bad > 0 ? `, ${bad} cannot and will be left out` : ''}.`}
      </Text>
      {pending && <Progress value={(done / good) * 100} aria-label="Progress of the import" />}
      <ImportLines label="Lines to import" rows={badFirst(rows)} outcome="Check" renderGood={GoodLine} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onBack} disabled={pending}>
          Back
        </Button>
        <Button onClick={onImport} loading={pending} disabled={good === 0}>
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
