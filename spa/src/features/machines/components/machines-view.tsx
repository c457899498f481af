import type { Instance } from '@cloudapp/contracts/instance';
import { Button, Stack, Switch, Text } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Link } from 'react-router-dom';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconServer } from '../../../components/icons.ts';
import { MoreButton } from '../../../components/more-button.tsx';
import type { NextPage } from '../../../lib/next-page.ts';
import { paths } from '../../../lib/paths.ts';
import { BulkBar, type BulkBarProps } from '../../../modules/machines/components/bulk-bar.tsx';
import { MachineFilters } from '../../../modules/machines/components/machine-filters.tsx';
import type { MachineListActions } from '../../../modules/machines/components/machine-list-props.ts';
import { MachineList } from '../../../modules/machines/components/machine-list.tsx';

interface MachinesViewProps {
  /** Whether there are any before filtering. */
  readonly hasAny: boolean;
  readonly machines: readonly Instance[];
  readonly filter: Omit<ComponentProps<typeof MachineFilters>, 'children'>;
  readonly showDeleted: boolean;
  readonly onShowDeleted: (show: boolean) => void;
  readonly list: MachineListActions;
  readonly bulk: BulkBarProps;
  readonly next: NextPage | undefined;
}

export function MachinesView(props: MachinesViewProps) {
  const { hasAny, machines, filter, showDeleted, onShowDeleted, list, bulk, next } = props;
  const deletedSwitch = (
    <Switch
      label="Show deleted"
      checked={showDeleted}
      onChange={(event) => {
        onShowDeleted(event.currentTarget.checked);
      }}
    />
  );
  if (!hasAny) {
    return (
      <Stack gap="md" align="stretch">
        <EmptyState
          Icon={IconServer}
          title="No machines yet"
          action={
            <Button component={Link} to={paths.catalogue} mt="xs">
              Pick a blueprint
            </Button>
          }
        >
          Machines that you launch are listed here, with their address, cost and time left.
        </EmptyState>
        {deletedSwitch}
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <MachineFilters {...filter}>{deletedSwitch}</MachineFilters>
      {machines.length > 0 && <MachineList label="My machines" machines={machines} {...list} />}
      {machines.length === 0 && next === undefined && (
        <Text c="dimmed">No machine matches. Try another word or state.</Text>
      )}
      <MoreButton next={next} />
      <BulkBar {...bulk} />
    </Stack>
  );
}
