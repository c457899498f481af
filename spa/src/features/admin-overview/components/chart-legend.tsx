import { Link } from 'react-router-dom';
import type { ChartSeries } from './chart-model.ts';
import classes from './chart-section.module.css';

interface ChartLegendProps {
  readonly title: string;
  readonly series: readonly ChartSeries[];
}

/** Which colour is what, and the way to the list behind it. */
export function ChartLegend({ title, series }: ChartLegendProps) {
  return (
    <ul className={classes['legend']} aria-label={`Legend: ${title}`}>
      {series.map(({ id, label, color, to }) => (
        <li key={id}>
          <Link to={to} className={classes['legendLink']}>
            <span className={classes['swatch']} style={{ background: color }} aria-hidden />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
