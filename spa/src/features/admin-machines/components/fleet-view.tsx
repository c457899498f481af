import type { Blueprint } from '@cloudapp/contracts/blueprint';
import type { Instance } from '@cloudapp/contracts/instance';
import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconSearch, IconServer, IconX } from '../../../components/icons.ts';
import { MoreButton } from '../../../components/more-button.tsx';
import { formatCount } from '../../../lib/format/size.ts';
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
  /** What stands in the field. */
  readonly text: string;
  /** What the list was asked for. */
  readonly searched: string;
  readonly isSearching: boolean;
  readonly filter: Omit<FleetFilter, 'search'>;
  readonly onText: (text: string) => void;
  readonly onFilter: (name: Exclude<keyof PageSearch['fleet'], 'q'>, value: string) => void;
  readonly list: MachineListActions;
  readonly bulk: BulkBarProps;
  readonly next: NextPage | undefined;
}

export function FleetView(props: FleetViewProps) {
  const { machines, blueprints, text, searched, filter, onText, onFilter, list, bulk, next } = props;
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
      <Text size="sm" c="dimmed" role="status">
        {props.isSearching ? 'Searching' : countOf(machines.length, next !== undefined)}
      </Text>
      {machines.length > 0 && <MachineList label="All machines" machines={machines} showOwner {...list} />}
      {machines.length === 0 && next === undefined && <NoMachines searched={searched} />}
      <MoreButton next={next} />
      <BulkBar {...bulk} />
    </Stack>
  );
}

function countOf(count: number, hasMore: boolean): string {
  if (count === 0 && hasMore) return 'None among the newest. There are more to look through.';
  return hasMore ? `The first ${formatCount(count, 'machine')}` : formatCount(count, 'machine');
}

function NoMachines({ searched }: Pick<FleetViewProps, 'searched'>) {
  return searched === '' ? (
    <EmptyState Icon={IconServer} title="No machines here">
      Machines that people launch are listed here. If you expected some, change the filters above.
    </EmptyState>
  ) : (
    <EmptyState Icon={IconSearch} title="No machine found">
      No name, blueprint, address or owner has all of “{searched}”. Try fewer words, or other filters.
    </EmptyState>
  );
}
