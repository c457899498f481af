import type { Instance } from '@cloudapp/contracts/instance';
import { Checkbox, Group, Table, VisuallyHidden } from '@mantine/core';
import { Link } from 'react-router-dom';
import { formatCost } from '../../lib/format/money.ts';
import { formatSize } from '../../lib/format/size.ts';
import { BlueprintIcon } from '../blueprint-icon.tsx';
import { CopyButton } from '../copy-button.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { MachineMenu } from './machine-menu.tsx';
import type { MachineListProps } from './machine-list-props.ts';
import { TimeLeft } from './time-left.tsx';
import classes from './machine-table.module.css';

export function MachineTable(props: MachineListProps) {
  const { label, machines, showOwner = false, selected, onSelect } = props;
  const ids = machines.map(({ id }) => id);
  const count = ids.filter((id) => selected.has(id)).length;
  return (
    <div className={classes['frame']}>
      <Table aria-label={label} highlightOnHover className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={44}>
              <Checkbox
                size="xs"
                aria-label="Select all"
                checked={count > 0 && count === ids.length}
                indeterminate={count > 0 && count < ids.length}
                onChange={(event) => {
                  onSelect(ids, event.currentTarget.checked);
                }}
              />
            </Table.Th>
            <Table.Th>Name</Table.Th>
            {showOwner && <Table.Th>Owner</Table.Th>}
            <Table.Th>Status</Table.Th>
            <Table.Th>Address</Table.Th>
            <Table.Th>Size</Table.Th>
            <Table.Th ta="end">Cost so far</Table.Th>
            <Table.Th>Stops in</Table.Th>
            <Table.Th w={56}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {machines.map((machine) => (
            <MachineRow key={machine.id} {...props} machine={machine} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function MachineRow(props: MachineListProps & { readonly machine: Instance }) {
  const { machine, showOwner = false, selected, onSelect, onAction } = props;
  const isSelected = selected.has(machine.id);
  return (
    <Table.Tr data-selected={isSelected || undefined}>
      <Table.Td>
        <Checkbox
          size="xs"
          aria-label={`Select ${machine.name}`}
          checked={isSelected}
          onChange={(event) => {
            onSelect([machine.id], event.currentTarget.checked);
          }}
        />
      </Table.Td>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <BlueprintIcon icon={machine.blueprint.icon} />
          <div>
            <Link to={`/machines/${machine.id}`} className={classes['name']}>
              {machine.name}
            </Link>
            <div className={classes['dim']}>{machine.blueprint.name}</div>
          </div>
        </Group>
      </Table.Td>
      {showOwner && <Table.Td>{machine.owner.name}</Table.Td>}
      <Table.Td>
        <StatusBadge state={machine.state} />
      </Table.Td>
      <Table.Td>
        {machine.address === undefined ? (
          <span className={classes['dim']}>–</span>
        ) : (
          <Group gap={2} wrap="nowrap">
            <span className={classes['number']}>{machine.address}</span>
            <CopyButton value={machine.address} what={`address of ${machine.name}`} />
          </Group>
        )}
      </Table.Td>
      <Table.Td>{formatSize(machine.size)}</Table.Td>
      <Table.Td ta="end" className={classes['number'] ?? ''}>
        {formatCost(machine.cost.soFar)}
      </Table.Td>
      <Table.Td className={classes['number'] ?? ''}>
        <TimeLeft machine={machine} />
      </Table.Td>
      <Table.Td>
        <MachineMenu
          machine={machine}
          onAction={(action) => {
            onAction(action, machine);
          }}
        />
      </Table.Td>
    </Table.Tr>
  );
}
