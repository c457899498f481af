import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';
import { IconDots, IconRocket } from '../../../components/icons.ts';
import { MenuButton } from '../../../components/menu/menu-button.tsx';
import { actionWords } from './action-words.ts';

interface MachineMenuProps {
  readonly machine: Pick<Instance, 'name' | 'allowedActions'>;
  /** Actions that already have a button of their own. */
  readonly except?: readonly InstanceAction[];
  readonly onAction: (action: InstanceAction) => void;
  /** Absent where it is not offered. */
  readonly onLaunchAnother?: (() => void) | undefined;
}

/** The actions that the machine's state allows, and only those; what cannot be undone comes last. */
export function MachineMenu({ machine, except = [], onAction, onLaunchAnother }: MachineMenuProps) {
  const actions = machine.allowedActions.filter((action) => !except.includes(action));
  if (actions.length === 0 && !onLaunchAnother) return null;
  const ordered = [...actions].sort((one, other) => Number(one === 'terminate') - Number(other === 'terminate'));
  const another = onLaunchAnother && {
    id: 'another',
    label: 'Launch another like this',
    Icon: IconRocket,
    onChoose: onLaunchAnother,
  };
  const entries = ordered.map((action) => ({
    id: action,
    ...actionWords[action],
    isDangerous: action === 'terminate',
    isApart: action === 'terminate' && (ordered.length > 1 || another !== undefined),
    onChoose: () => {
      onAction(action);
    },
  }));
  return (
    <MenuButton label={`Actions for ${machine.name}`} entries={another ? [another, ...entries] : entries}>
      <IconDots size={18} aria-hidden />
    </MenuButton>
  );
}
