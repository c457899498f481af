import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';
import { Button, Group, NativeSelect } from '@mantine/core';
import { auditActionLabels } from '../../../modules/audit/components/sentences.ts';
import type { AuditFilter } from '../api/audit.ts';

export interface AuditFilterState {
  readonly filter: AuditFilter;
  readonly isFiltered: boolean;
  /** An empty text takes a filter away. */
  readonly change: (changes: Partial<Record<keyof AuditFilter, string>>) => void;
}

interface AuditFiltersProps extends AuditFilterState {
  /** To choose from. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly events: readonly AuditEvent[];
}

const groups = [
  { group: 'Signing in', of: /^(sign-|session-|password-changed)/ },
  { group: 'People', of: /^(user-|password-reset)/ },
  { group: 'Machines', of: /^(machine-|secret-|stray-)/ },
].map(({ group, of }) => ({
  group,
  items: (Object.keys(auditActionLabels) as AuditAction[])
    .filter((action) => of.test(action))
    .map((action) => ({ value: action, label: auditActionLabels[action] })),
}));

export function AuditFilters({ filter, isFiltered, change, people, events }: AuditFiltersProps) {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const { actorId, subjectId } = filter;
  if (actorId !== undefined && !names.has(actorId)) names.set(actorId, nameIn(events, actorId));
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label="Filter the log">
      <NativeSelect
        label="Action"
        w={{ base: '100%', xs: 220 }}
        data={[{ value: '', label: 'Every action' }, ...groups]}
        value={filter.action ?? ''}
        onChange={(event) => {
          change({ action: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label="Person"
        w={{ base: '100%', xs: 220 }}
        data={[{ value: '', label: 'Everybody' }, ...[...names].map(([value, label]) => ({ value, label }))]}
        value={actorId ?? ''}
        onChange={(event) => {
          change({ actorId: event.currentTarget.value });
        }}
      />
      {subjectId !== undefined && (
        <NativeSelect
          label="About"
          w={{ base: '100%', xs: 220 }}
          data={[
            { value: '', label: 'Everything' },
            { value: subjectId, label: names.get(subjectId) ?? nameIn(events, subjectId) },
          ]}
          value={subjectId}
          onChange={() => {
            change({ subjectId: '' });
          }}
        />
      )}
      {isFiltered && (
        <Button
          variant="default"
          onClick={() => {
            change({ action: '', actorId: '', subjectId: '' });
          }}
        >
          Clear filters
        </Button>
      )}
    </Group>
  );
}

/** Somebody who is gone, or beyond the list, still has a name in the log. */
function nameIn(events: readonly AuditEvent[], id: string): string {
  for (const { actor, subject } of events) {
    if (actor?.id === id) return actor.name;
    if (subject?.id === id) return subject.name;
  }
  return id;
}
