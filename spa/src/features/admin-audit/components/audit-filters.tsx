import type { AuditAction, AuditEvent } from '@cloudapp/contracts/audit';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { auditActionLabels } from '../../../modules/audit/components/sentences.ts';
import type { AuditFilter } from '../api/audit.ts';
import { lazy, Suspense } from 'react';
import { DayField } from './day-field.tsx';
import type { PersonSearch } from './person-field.tsx';

const PersonField = lazy(async () => ({ default: (await import('./person-field.tsx')).PersonField }));

export interface AuditFilterState {
  readonly filter: AuditFilter;
  readonly isFiltered: boolean;
  /** An empty text takes a filter away. */
  readonly change: (changes: Partial<Record<keyof AuditFilter, string>>) => void;
}

interface AuditFiltersProps extends AuditFilterState {
  readonly person: PersonSearch;
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

export function AuditFilters({ filter, isFiltered, change, person, events }: AuditFiltersProps) {
  const { subjectId, from = '', to = '' } = filter;
  return (
    <Group gap="sm" align="flex-start" role="search" aria-label="Filter the log">
      <NativeSelect
        label="Action"
        w={{ base: '100%', xs: 220 }}
        data={[{ value: '', label: 'Every action' }, ...groups]}
        value={filter.action ?? ''}
        onChange={(event) => {
          change({ action: event.currentTarget.value });
        }}
      />
      <Suspense
        fallback={
          <TextInput
            label="Person"
            placeholder="Everybody"
            value={person.text}
            w={{ base: '100%', xs: 240 }}
            disabled
          />
        }
      >
        <PersonField
          {...person}
          onChange={(actorId) => {
            change({ actorId });
          }}
        />
      </Suspense>
      <DayField
        label="From"
        value={from}
        min=""
        max={to}
        onChange={(day) => {
          change({ from: day });
        }}
      />
      <DayField
        label="To"
        value={to}
        min={from}
        max=""
        onChange={(day) => {
          change({ to: day });
        }}
      />
      {subjectId !== undefined && (
        <NativeSelect
          label="About"
          w={{ base: '100%', xs: 220 }}
          data={[
            { value: '', label: 'Everything' },
            { value: subjectId, label: nameIn(events, subjectId) },
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
          mt={{ base: 0, xs: 28 }}
          onClick={() => {
            change({ action: '', actorId: '', subjectId: '', from: '', to: '' });
          }}
        >
          Clear filters
        </Button>
      )}
    </Group>
  );
}

/** What is gone still has a name in the log. */
function nameIn(events: readonly AuditEvent[], id: string): string {
  for (const { actor, subject } of events) {
    if (actor?.id === id) return actor.name;
    if (subject?.id === id) return subject.name;
  }
  return id;
}
