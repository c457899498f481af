import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import { ActionIcon, Menu } from '@mantine/core';
import { useRef } from 'react';
import { IconDots } from '../icons.ts';
import { actionWords } from './action-words.ts';

interface MachineMenuProps {
  readonly machine: Pick<Instance, 'name' | 'allowedActions'>;
  /** Actions that already have a button of their own. */
  readonly except?: readonly InstanceAction[];
  readonly onAction: (action: InstanceAction) => void;
}

/** The actions that the machine's state allows, and only those. */
export function MachineMenu({ machine, except = [], onAction }: MachineMenuProps) {
  const target = useRef<HTMLButtonElement>(null);
  const actions = machine.allowedActions.filter((action) => !except.includes(action));
  if (actions.length === 0) return null;
  const choose = (action: InstanceAction) => {
    // A dialog gives the focus back to whoever had it; the chosen item will be gone by then.
    target.current?.focus();
    onAction(action);
  };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          ref={target}
          variant="subtle"
          color="gray"
          c="dimmed"
          size={32}
          aria-label={`Actions for ${machine.name}`}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions
          .filter((action) => action !== 'terminate')
          .map((action) => (
            <ActionItem key={action} action={action} onChoose={choose} />
          ))}
        {actions.includes('terminate') && actions.length > 1 && <Menu.Divider />}
        {actions.includes('terminate') && <ActionItem action="terminate" onChoose={choose} />}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ActionItemProps {
  readonly action: InstanceAction;
  readonly onChoose: (action: InstanceAction) => void;
}

function ActionItem({ action, onChoose }: ActionItemProps) {
  const { label, Icon } = actionWords[action];
  return (
    <Menu.Item
      leftSection={<Icon size={16} aria-hidden />}
      {...(action === 'terminate' && { c: 'var(--app-bad)' })}
      onClick={() => {
        onChoose(action);
      }}
    >
      {label}
    </Menu.Item>
  );
}
