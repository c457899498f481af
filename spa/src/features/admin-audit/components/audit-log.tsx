import type { AuditEvent } from '@cloudapp/contracts/audit';
import { Paper, Stack, Title } from '@mantine/core';
import { useId } from 'react';
import { useNow } from '../../../lib/use-now.ts';
import { AuditEventList } from '../../../modules/audit/components/audit-event-list.tsx';
import { groupByDay, type AuditDay } from './audit-days.ts';

/** The log by days, newest first. */
export function AuditLog({ events }: { readonly events: readonly AuditEvent[] }) {
  const now = useNow();
  return (
    <Stack gap="lg">
      {groupByDay(events, now).map((day) => (
        <Day key={day.key} day={day} />
      ))}
    </Stack>
  );
}

function Day({ day }: { readonly day: AuditDay }) {
  const id = useId();
  return (
    <Stack gap="xs" component="section" aria-labelledby={id}>
      <Title order={2} id={id} fz="sm" c="dimmed">
        {day.title}
      </Title>
      <Paper px={{ base: 'md', sm: 'lg' }} py={6}>
        <AuditEventList events={day.events} labelledBy={id} />
      </Paper>
    </Stack>
  );
}
