import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import { Button, NativeSelect, Stack } from '@mantine/core';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconServer, IconX } from '../../../components/icons.ts';
import { MoreButton } from '../../../components/more-button.tsx';
import type { NextPage } from '../../../lib/next-page.ts';
import type { PageSearch } from '../../../lib/paths.ts';
import { BulkBar, type BulkBarProps } from '../../../modules/machines/components/bulk-bar.tsx';
import { MachineFilters } from '../../../modules/machines/components/machine-filters.tsx';
import type { MachineListActions } from '../../../modules/machines/components/machine-list-props.ts';
import { MachineList } from '../../../modules/machines/components/machine-list.tsx';
import type { FleetFilter } from '../api/fleet.ts';

interface FleetViewProps {
  readonly machines: readonly Instance[];
  readonly blueprints: readonly Blueprint[];
  readonly text: string;
  readonly filter: FleetFilter;
  readonly onText: (text: string) => void;
  readonly onFilter: (name: keyof PageSearch['fleet'], value: string) => void;
  readonly list: MachineListActions;
  readonly bulk: BulkBarProps;
  readonly next: NextPage | undefined;
}

export function FleetView(props: FleetViewProps) {
  const { machines, blueprints, text, filter, onText, onFilter, list, bulk, next } = props;
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
        <MachineList label="All machines" machines={machines} showOwner {...list} />
      )}
      <MoreButton next={next} />
      <BulkBar {...bulk} />
    </Stack>
  );
}
