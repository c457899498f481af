import { Table } from '@mantine/core';
import { Link } from 'react-router-dom';
import type { ChartModel, ChartRow } from './chart-model.ts';
import classes from './chart-section.module.css';

interface ChartTableProps {
  readonly caption: string;
  readonly model: ChartModel;
}

/** The same numbers as the chart's, for reading. */
export function ChartTable({ caption, model: { rowTitle, series, rows, format } }: ChartTableProps) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className={classes['scroll']} role="group" aria-label={`${caption}, scrolling`} tabIndex={0}>
      <Table aria-label={caption} verticalSpacing={6} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{rowTitle}</Table.Th>
            {series.map(({ id, label, to }) => (
              <Table.Th key={id} ta="end">
                <Link className={classes['headLink']} to={to}>
                  {label}
                </Link>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Th scope="row" fw={500}>
                <RowName row={row} />
              </Table.Th>
              {series.map(({ id }) => (
                <Table.Td key={id} ta="end">
                  {format(row.values[id] ?? 0)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function RowName({ row: { label, to } }: { readonly row: ChartRow }) {
  if (to === undefined) return label;
  return (
    <Link className={classes['headLink']} to={to}>
      {label}
    </Link>
  );
}
