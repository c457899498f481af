import type { ImportedRow } from '@cloudapp/contracts/user';
import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconAlertCircle, IconCircleCheck } from '../../../components/icons.ts';
import { formatCount } from '../../../lib/format/size.ts';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { explainLine } from './import-words.ts';
import classes from './users-list.module.css';

interface ImportLinesProps {
  readonly label: string;
  readonly rows: readonly ImportedRow[];
  /** The last column's title and what it holds for a good line. */
  readonly outcome: string;
  readonly renderGood: (row: ImportedRow) => ReactNode;
}

/** More than these take a browser long to draw, and nobody to read. */
const mostShown = 200;

/** The lines of a file with what becomes of each, or the first of them. */
export function ImportLines({ label, rows, outcome, renderGood }: ImportLinesProps) {
  return (
    // The box scrolls, so the keyboard must reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above; axe asks for it (scrollable-region-focusable)
    <div className={classes['preview']} role="region" aria-label={label} tabIndex={0}>
      <Table verticalSpacing={8} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Line</Table.Th>
            <Table.Th>User</Table.Th>
            <Table.Th>{outcome}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, mostShown).map((row) => (
            <Table.Tr key={row.line}>
              <Table.Td>{row.line}</Table.Td>
              <Table.Td>
                <Text size="sm">{row.name === '' ? '(no name)' : row.name}</Text>
                <Text size="xs" c="dimmed">
                  {row.email === '' ? '(no e-mail)' : row.email}
                </Text>
              </Table.Td>
              <Table.Td>{row.error === undefined ? renderGood(row) : <BadLine error={row.error} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length > mostShown && (
        <Text size="sm" c="dimmed" p="sm">
          And {formatCount(rows.length - mostShown, 'line')} more.
        </Text>
      )}
    </div>
  );
}

export function GoodLine() {
  return <ToneBadge tone="good" Icon={IconCircleCheck} label="Ready" />;
}

function BadLine({ error }: { readonly error: string }) {
  return (
    <>
      <ToneBadge tone="bad" Icon={IconAlertCircle} label="Not imported" />
      <Text size="xs" mt={4}>
        {explainLine(error)}
      </Text>
    </>
  );
}
