import { RelativeTime } from '../../../components/relative-time.tsx';
import { Subject, What, Who, type AuditListProps } from './audit-table.tsx';
import classes from './audit.module.css';

/** The log on a phone. */
export function AuditList({ events, onFilter }: AuditListProps) {
  return (
    <ul className={classes['list']} aria-label="Audit log">
      {events.map((event) => (
        <li key={event.id}>
          <What event={event} />
          <span>
            <Who event={event} onFilter={onFilter} /> {event.subject && '→'}{' '}
            <Subject event={event} onFilter={onFilter} />
          </span>
          <span className={classes['dim']}>
            <RelativeTime instant={event.at} />
            {event.address !== undefined && ` · ${event.address}`}
            {event.detail !== undefined && ` · ${event.detail}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
