import type { Instance } from '@cloudapp/contracts/instance';
import { Checkbox, Group, VisuallyHidden } from '@mantine/core';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatCost } from '../../../lib/format/money.ts';
import { formatSize } from '../../../lib/format/size.ts';
import { BlueprintIcon } from '../../blueprints/components/blueprint-icon.tsx';
import type { MachineListProps } from './machine-list-props.ts';
import { MachineMenu } from './machine-menu.tsx';
import { MachineName } from './machine-name.tsx';
import { MachineStatus } from './machine-status.tsx';
import { TimeLeft } from './time-left.tsx';
import classes from './machine-table.module.css';

export function MachineTable(props: MachineListProps) {
  const { label, machines, showOwner = false, selected, onSelect } = props;
  const ids = machines.map(({ id }) => id);
  const count = ids.filter((id) => selected.has(id)).length;
  return (
    <div className={classes['frame']}>
      {/* Mantine's own table brings its scroll area along, 5 KB that no other part of the page needs. */}
      <table aria-label={label} className={classes['table']}>
        <thead>
          <tr>
            <th className={classes['tick']}>
              <Checkbox
                size="xs"
                aria-label="Select all"
                checked={count > 0 && count === ids.length}
                indeterminate={count > 0 && count < ids.length}
                onChange={(event) => {
                  onSelect(ids, event.currentTarget.checked);
                }}
              />
            </th>
            <th>Name</th>
            {showOwner && <th>Owner</th>}
            <th>Status</th>
            <th>Address</th>
            <th>Size</th>
            <th className={classes['amount']}>Cost so far</th>
            <th>Stops in</th>
            <th className={classes['more']}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {machines.map((machine) => (
            <MachineRow key={machine.id} {...props} machine={machine} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MachineRow(props: MachineListProps & { readonly machine: Instance }) {
  const { machine, showOwner = false, selected, onSelect, onAction } = props;
  const isSelected = selected.has(machine.id);
  return (
    <tr data-selected={isSelected || undefined}>
      <td>
        <Checkbox
          size="xs"
          aria-label={`Select ${machine.name}`}
          checked={isSelected}
          onChange={(event) => {
            onSelect([machine.id], event.currentTarget.checked);
          }}
        />
      </td>
      <td>
        <Group gap="sm" wrap="nowrap">
          <BlueprintIcon icon={machine.blueprint.icon} />
          <div className={classes['title']} title={machine.name}>
            <MachineName machine={machine} />
          </div>
        </Group>
      </td>
      {showOwner && <td>{machine.owner.name}</td>}
      <td>
        <MachineStatus machine={machine} />
      </td>
      <td>
        {machine.address === undefined ? (
          <span className={classes['dim']}>–</span>
        ) : (
          <Group gap={2} wrap="nowrap">
            <span className={classes['number']}>{machine.address}</span>
            <CopyButton value={machine.address} what={`address of ${machine.name}`} />
          </Group>
        )}
      </td>
      <td>{formatSize(machine.size)}</td>
      <td className={classes['amount']}>{formatCost(machine.cost.soFar)}</td>
      <td className={classes['number']}>
        <TimeLeft machine={machine} />
      </td>
      <td>
        <MachineMenu
          machine={machine}
          onAction={(action) => {
            onAction(action, machine);
          }}
        />
      </td>
    </tr>
  );
}
