import type { AuditEvent } from '@cloudapp/contracts/audit';
import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router-dom';
import { IconAlertCircle } from '../../../components/icons.ts';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { actionLabels, isTroubling } from './action-labels.ts';
import classes from './audit.module.css';

export interface AuditListProps {
  readonly events: readonly AuditEvent[];
  readonly onFilter: (name: 'actor' | 'subject', value: string) => void;
}

export function AuditTable({ events, onFilter }: AuditListProps) {
  return (
    <div className={classes['frame']}>
      <Table aria-label="Audit log" className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th pl="md">When</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>Who</Table.Th>
            <Table.Th>To</Table.Th>
            <Table.Th>From</Table.Th>
            <Table.Th>Details</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Td pl="md" className={classes['dim'] ?? ''}>
                <RelativeTime instant={event.at} />
              </Table.Td>
              <Table.Td>
                <What event={event} />
              </Table.Td>
              <Table.Td>
                <Who event={event} onFilter={onFilter} />
              </Table.Td>
              <Table.Td>
                <Subject event={event} onFilter={onFilter} />
              </Table.Td>
              <Table.Td className={classes['dim'] ?? ''}>{event.address ?? ''}</Table.Td>
              <Table.Td className={classes['dim'] ?? ''}>{event.detail ?? ''}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

export function What({ event }: { readonly event: AuditEvent }) {
  const trouble = isTroubling(event.action);
  return (
    <span className={classes['what']} data-trouble={trouble || undefined}>
      {trouble && <IconAlertCircle size={16} aria-hidden />}
      {actionLabels[event.action]}
    </span>
  );
}

interface PartProps {
  readonly event: AuditEvent;
  readonly onFilter: AuditListProps['onFilter'];
}

export function Who({ event: { actor }, onFilter }: PartProps) {
  if (!actor) return <span className={classes['dim']}>CloudApp</span>;
  return (
    <Anchor
      component="button"
      type="button"
      inherit
      ta="start"
      aria-label={`${actor.name}, show what they did`}
      onClick={() => {
        onFilter('actor', actor.id);
      }}
    >
      {actor.name}
    </Anchor>
  );
}

export function Subject({ event: { subject }, onFilter }: PartProps) {
  if (!subject) return null;
  if (subject.kind === 'machine') {
    return (
      <Anchor component={Link} to={`/machines/${subject.id}`} inherit>
        {subject.name}
      </Anchor>
    );
  }
  return (
    <Anchor
      component="button"
      type="button"
      inherit
      ta="start"
      aria-label={`${subject.name}, show what was done to them`}
      onClick={() => {
        onFilter('subject', subject.id);
      }}
    >
      {subject.name}
    </Anchor>
  );
}
