import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';
import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconHistory, IconX } from '../../../components/icons.ts';
import { actionLabels } from './action-labels.ts';
import { AuditList } from './audit-list.tsx';
import { AuditTable } from './audit-table.tsx';

interface AuditViewProps {
  readonly events: readonly AuditEvent[];
  readonly action: AuditAction | '';
  readonly actorId: string | undefined;
  readonly subjectId: string | undefined;
  readonly onFilter: (name: 'action' | 'actor' | 'subject', value: string) => void;
  readonly onMore: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

export function AuditView(props: AuditViewProps) {
  const { events, action, actorId, subjectId, onFilter, onMore, isLoadingMore } = props;
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false;
  const List = isPhone ? AuditList : AuditTable;
  const actor = events.find((event) => event.actor?.id === actorId)?.actor?.name ?? 'one user';
  const subject = events.find((event) => event.subject?.id === subjectId)?.subject?.name ?? 'one thing';
  return (
    <Stack gap="md">
      <Group gap="sm">
        <NativeSelect
          aria-label="Event"
          w={260}
          value={action}
          data={[
            { value: '', label: 'Every event' },
            ...Object.entries(actionLabels).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(event) => {
            onFilter('action', event.currentTarget.value);
          }}
        />
        {actorId !== undefined && (
          <FilterButton
            label={`Done by ${actor}`}
            onClear={() => {
              onFilter('actor', '');
            }}
          />
        )}
        {subjectId !== undefined && (
          <FilterButton
            label={`About ${subject}`}
            onClear={() => {
              onFilter('subject', '');
            }}
          />
        )}
      </Group>
      {events.length === 0 ? (
        <EmptyState Icon={IconHistory} title="Nothing recorded">
          Sign-ins, and everything that changes users or machines, are recorded here. If you expected some, change the
          filters above.
        </EmptyState>
      ) : (
        <List events={events} onFilter={onFilter} />
      )}
      {onMore && (
        <Button variant="default" loading={isLoadingMore} onClick={onMore} style={{ alignSelf: 'center' }}>
          Show older
        </Button>
      )}
    </Stack>
  );
}

interface FilterButtonProps {
  readonly label: string;
  readonly onClear: () => void;
}

function FilterButton({ label, onClear }: FilterButtonProps) {
  return (
    <Button
      variant="light"
      rightSection={<IconX size={15} aria-hidden />}
      aria-label={`${label}, clear this filter`}
      onClick={onClear}
    >
      {label}
    </Button>
  );
}
