import type { CostsByMonth } from '@cloudapp/contracts/costs';
import { monthWords } from '@cloudapp/contracts/months';
import { Link } from 'react-router-dom';
import { formatCost } from '../../../lib/format/money.ts';
import classes from './costs.module.css';

interface MonthBarsProps {
  /** The newest first. */
  readonly months: CostsByMonth['months'];
  /** The one that is shown below. */
  readonly shown: string;
  readonly addressOf: (month: string) => string;
}

/** What each month cost, as bars that lead to the month. */
export function MonthBars({ months, shown, addressOf }: MonthBarsProps) {
  const most = Math.max(...months.map(({ cost }) => cost));
  return (
    <ul className={classes['lines']} aria-label="Months">
      {months.map(({ month, cost }) => (
        <li key={month}>
          <Link
            to={addressOf(month)}
            className={classes['month']}
            aria-current={month === shown ? 'true' : undefined}
            preventScrollReset
          >
            <span>{monthWords(month)}</span>
            <Bar share={most === 0 ? 0 : cost / most} />
            <span className={classes['cost']}>{formatCost(cost)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A length beside the number that it shows; the number alone is read out. */
export function Bar({ share }: { readonly share: number }) {
  return (
    <span className={classes['bar']} aria-hidden>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
