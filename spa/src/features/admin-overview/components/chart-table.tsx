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
      <table className={classes['table']} aria-label={caption}>
        <thead>
          <tr>
            <th>{rowTitle}</th>
            {series.map(({ id, label, to }) => (
              <th key={id}>
                <Link className={classes['headLink']} to={to}>
                  {label}
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <RowName row={row} />
              </th>
              {series.map(({ id }) => (
                <td key={id}>{format(row.values[id] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
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
