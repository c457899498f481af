import type { Instance } from '@cloudapp/contracts/instance';
import { Checkbox, Group } from '@mantine/core';
import { formatCost } from '../../../lib/format/money.ts';
import { formatSize } from '../../../lib/format/size.ts';
import { BlueprintIcon } from '../../blueprints/components/blueprint-icon.tsx';
import type { MachineListProps } from './machine-list-props.ts';
import { MachineMenu } from './machine-menu.tsx';
import { MachineName } from './machine-name.tsx';
import { MachineStatus } from './machine-status.tsx';
import { TimeLeft } from './time-left.tsx';
import classes from './machine-table.module.css';

export function MachineCards(props: MachineListProps) {
  return (
    <ul className={classes['cards']} aria-label={props.label}>
      {props.machines.map((machine) => (
        <MachineCard key={machine.id} {...props} machine={machine} />
      ))}
    </ul>
  );
}

function MachineCard(props: MachineListProps & { readonly machine: Instance }) {
  const { machine, showOwner = false, selected, onSelect, onAction } = props;
  const isSelected = selected.has(machine.id);
  return (
    <li className={classes['card']} data-selected={isSelected || undefined}>
      <Group gap="sm" wrap="nowrap" justify="space-between">
        <Group gap="sm" wrap="nowrap" miw={0}>
          <Checkbox
            aria-label={`Select ${machine.name}`}
            checked={isSelected}
            onChange={(event) => {
              onSelect([machine.id], event.currentTarget.checked);
            }}
          />
          <BlueprintIcon icon={machine.blueprint.icon} />
          <div style={{ minWidth: 0 }}>
            <MachineName machine={machine} />
          </div>
        </Group>
        <MachineMenu
          machine={machine}
          onAction={(action) => {
            onAction(action, machine);
          }}
        />
      </Group>
      <dl className={classes['facts']}>
        <dt>Status</dt>
        <dd>
          <MachineStatus machine={machine} />
        </dd>
        {showOwner && (
          <>
            <dt>Owner</dt>
            <dd>{machine.owner.name}</dd>
          </>
        )}
        <dt>Address</dt>
        <dd>{machine.address ?? '–'}</dd>
        <dt>Size</dt>
        <dd>{formatSize(machine.size)}</dd>
        <dt>Cost so far</dt>
        <dd>{formatCost(machine.cost.soFar)}</dd>
        <dt>Stops in</dt>
        <dd>
          <TimeLeft machine={machine} />
        </dd>
      </dl>
    </li>
  );
}
