import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import { IconDots } from '../../../components/icons.ts';
import { MenuButton } from '../../../components/menu/menu-button.tsx';
import { actionWords } from './action-words.ts';

interface MachineMenuProps {
  readonly machine: Pick<Instance, 'name' | 'allowedActions'>;
  /** Actions that already have a button of their own. */
  readonly except?: readonly InstanceAction[];
  readonly onAction: (action: InstanceAction) => void;
}

/** The actions that the machine's state allows, and only those; what cannot be undone comes last. */
export function MachineMenu({ machine, except = [], onAction }: MachineMenuProps) {
  const actions = machine.allowedActions.filter((action) => !except.includes(action));
  if (actions.length === 0) return null;
  const ordered = [...actions].sort((one, other) => Number(one === 'terminate') - Number(other === 'terminate'));
  return (
    <MenuButton
      label={`Actions for ${machine.name}`}
      entries={ordered.map((action, place) => ({
        id: action,
        ...actionWords[action],
        isDangerous: action === 'terminate',
        isApart: action === 'terminate' && place > 0,
        onChoose: () => {
          onAction(action);
        },
      }))}
    >
      <IconDots size={18} aria-hidden />
    </MenuButton>
  );
}
