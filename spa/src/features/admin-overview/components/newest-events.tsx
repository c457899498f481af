import type { AuditEvent } from '@cloudapp/contracts/audit';
import { Text } from '@mantine/core';
import { AuditEventList } from '../../../modules/audit/components/audit-event-list.tsx';

export function NewestEvents({ events }: { readonly events: readonly AuditEvent[] }) {
  if (events.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Sign-ins, changes to people and everything that happens to machines appear here.
      </Text>
    );
  }
  return <AuditEventList events={events} label="Newest events" />;
}
