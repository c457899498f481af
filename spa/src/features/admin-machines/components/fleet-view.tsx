import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import { Button, NativeSelect, Stack } from '@mantine/core';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconServer, IconX } from '../../../components/icons.ts';
import { BulkBar } from '../../../modules/machines/components/bulk-bar.tsx';
import { MachineFilters } from '../../../modules/machines/components/machine-filters.tsx';
import { MachineList } from '../../../modules/machines/components/machine-list.tsx';
import type { MachineListProps } from '../../../modules/machines/components/machine-list-props.ts';
import type { FleetFilter } from '../api/fleet.ts';
import type { FleetFilterName } from '../routes/use-fleet-filter.ts';

interface FleetViewProps extends Pick<MachineListProps, 'selected' | 'onSelect' | 'onAction'> {
  readonly machines: readonly Instance[];
  readonly blueprints: readonly Blueprint[];
  readonly text: string;
  readonly filter: FleetFilter;
  readonly onText: (text: string) => void;
  readonly onFilter: (name: FleetFilterName, value: string) => void;
  readonly onClearSelection: () => void;
  readonly onMore: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

export function FleetView(props: FleetViewProps) {
  const { machines, blueprints, text, filter, onText, onFilter, selected, onSelect, onClearSelection, onAction } =
    props;
  const owner = machines.find((machine) => machine.owner.id === filter.ownerId)?.owner.name ?? 'one user';
  return (
    <Stack gap="md">
      <MachineFilters
        text={text}
        onText={onText}
        state={filter.state ?? ''}
        onState={(state) => {
          onFilter('state', state);
        }}
      >
        <NativeSelect
          aria-label="Blueprint"
          w={{ base: 'auto', xs: 190 }}
          flex={{ base: '1 1 9rem', xs: 'none' }}
          value={filter.blueprintId ?? ''}
          data={[
            { value: '', label: 'Every blueprint' },
            ...blueprints.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => {
            onFilter('blueprint', event.currentTarget.value);
          }}
        />
        {filter.ownerId !== undefined && (
          <Button
            variant="light"
            rightSection={<IconX size={15} aria-hidden />}
            aria-label={`Show machines of everybody, not only of ${owner}`}
            onClick={() => {
              onFilter('owner', '');
            }}
          >
            Only of {owner}
          </Button>
        )}
      </MachineFilters>
      {machines.length === 0 ? (
        <EmptyState Icon={IconServer} title="No machines here">
          Machines that people launch are listed here. If you expected some, change the filters above.
        </EmptyState>
      ) : (
        <MachineList
          label="All machines"
          machines={machines}
          showOwner
          selected={selected}
          onSelect={onSelect}
          onAction={onAction}
        />
      )}
      {props.onMore && (
        <Button variant="default" loading={props.isLoadingMore} onClick={props.onMore} style={{ alignSelf: 'center' }}>
          Show more
        </Button>
      )}
      <BulkBar machines={machines.filter(({ id }) => selected.has(id))} showOwner onClear={onClearSelection} />
    </Stack>
  );
}
