import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import classes from './overview.module.css';

interface FigureProps {
  /** The list behind the number. */
  readonly to: string;
  readonly value: string;
  readonly label: string;
  readonly trend?: ReactNode;
}

/** The number that answers a card's question. */
export function MainFigure({ to, value, label, trend }: FigureProps) {
  return (
    <div className={classes['main']}>
      <Link to={to} className={classes['mainLink']}>
        <span className={classes['value']}>{value}</span> <span className={classes['label']}>{label}</span>
      </Link>
      {trend}
    </div>
  );
}

/** A number beside the main one. */
export function Figure({ to, value, label, trend }: FigureProps) {
  return (
    <li className={classes['figure']}>
      <Link to={to} className={classes['figureLink']}>
        <span>{label}</span> <strong>{value}</strong>
      </Link>
      {trend}
    </li>
  );
}

export function Figures({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={classes['figures']} aria-label={label}>
      {children}
    </ul>
  );
}
