import type { AuditEvent } from '@cloudapp/contracts/audit';
import { AuditEventItem } from './audit-event-item.tsx';
import classes from './audit.module.css';

interface AuditEventListProps {
  readonly events: readonly AuditEvent[];
  /** Names the list, by itself or by the id of its heading. */
  readonly label?: string | undefined;
  readonly labelledBy?: string | undefined;
}

export function AuditEventList({ events, label, labelledBy }: AuditEventListProps) {
  return (
    <ul className={classes['list']} aria-label={label} aria-labelledby={labelledBy}>
      {events.map((event) => (
        <AuditEventItem key={event.id} event={event} />
      ))}
    </ul>
  );
}
