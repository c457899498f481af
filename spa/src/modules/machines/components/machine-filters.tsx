import { instanceStates, type InstanceState } from '@cloudapp/contracts/instance-lifecycle';
import { Group, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { SearchField } from '../../../components/search-field.tsx';
import { stateLabels } from './state-labels.ts';

interface MachineFiltersProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly state: InstanceState | '';
  readonly onState: (state: InstanceState | '') => void;
  readonly children?: ReactNode;
}

/** Narrows a list of machines by text and state. */
export function MachineFilters({ text, onText, state, onState, children }: MachineFiltersProps) {
  return (
    <Group gap="sm">
      <SearchField
        label="Filter machines"
        placeholder="Name, blueprint or address"
        w={{ base: '100%', xs: 280 }}
        maxLength={100}
        value={text}
        onChange={onText}
      />
      <NativeSelect
        aria-label="State"
        w={{ base: 'auto', xs: 170 }}
        flex={{ base: '1 1 9rem', xs: 'none' }}
        value={state}
        data={[
          { value: '', label: 'Every state' },
          ...instanceStates.map((value) => ({ value, label: stateLabels[value] })),
        ]}
        onChange={(event) => {
          onState(event.currentTarget.value as InstanceState | '');
        }}
      />
      {children}
    </Group>
  );
}
