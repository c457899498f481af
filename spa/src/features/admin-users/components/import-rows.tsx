import type { ImportedRow } from '@cloudapp/contracts/user';
import { Table, Text } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck } from '../../../components/icons.ts';
import { ToneBadge } from '../../../components/tone-badge.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import classes from './users.module.css';

/** Line by line: who is (or would be) added, and what is wrong with the rest. */
export function ImportRows({ rows }: { readonly rows: readonly ImportedRow[] }) {
  const bad = rows.filter((row) => row.error !== undefined).length;
  return (
    <>
      <Text size="sm" role="status">
        {bad === 0 ? 'Every line is fine.' : `${formatCount(bad, 'line')} cannot be used and will be left out.`}
      </Text>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <div className={classes['frame']} style={{ maxHeight: 280 }} tabIndex={0} role="group" aria-label="Lines">
        <Table aria-label="Lines of the import">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              <Table.Th>E-mail</Table.Th>
              <Table.Th>Name</Table.Th>
              <Table.Th>Result</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.line}>
                <Table.Td>{row.line}</Table.Td>
                <Table.Td>{row.email}</Table.Td>
                <Table.Td>{row.name}</Table.Td>
                <Table.Td>
                  <RowResult row={row} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}

function RowResult({ row }: { readonly row: ImportedRow }) {
  if (row.error !== undefined) return <ToneBadge tone="bad" Icon={IconAlertCircle} label={row.error} />;
  if (row.oneTimePassword !== undefined) return <code>{row.oneTimePassword}</code>;
  return <ToneBadge tone="good" Icon={IconCircleCheck} label="Fine" />;
}
