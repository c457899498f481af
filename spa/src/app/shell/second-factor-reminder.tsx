import { Link } from 'react-router-dom';
import { IconShieldCheck } from '../../components/icons.ts';
import { formatDate, formatExact } from '../../lib/format/time.ts';
import { secondFactorsPath } from '../../lib/paths.ts';
import classes from './shell.module.css';

/** While a second factor is demanded and there is still time. */
export function SecondFactorReminder({ due }: { readonly due: string }) {
  return (
    <p className={classes['reminder']} role="status">
      <IconShieldCheck size={18} aria-hidden />
      <span>
        <Link to={secondFactorsPath}>Set up a second factor</Link> by{' '}
        <time dateTime={due} title={formatExact(due)}>
          {formatDate(due)}
        </time>
        . After that nothing else opens until you have one.
      </span>
    </p>
  );
}
