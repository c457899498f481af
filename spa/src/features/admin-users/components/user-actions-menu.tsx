import type { User } from '@cloudapp/contracts/user';
import type { Icon } from '@tabler/icons-react';
import {
  IconDots,
  IconKey,
  IconLogout,
  IconShieldCheck,
  IconTerminal,
  IconTrash,
  IconUserCheck,
  IconUserCog,
  IconUserOff,
  IconUsers,
} from '../../../components/icons.ts';
import { MenuButton } from '../../../components/menu/menu-button.tsx';

export type UserAction =
  'access' | 'group' | 'reset-password' | 'factors' | 'tokens' | 'sign-out' | 'disable' | 'enable' | 'delete';

const words: Readonly<Record<UserAction, { label: string; Icon: Icon }>> = {
  access: { label: 'Change role and quota', Icon: IconUserCog },
  group: { label: 'Change group and cost centre', Icon: IconUsers },
  'reset-password': { label: 'Reset password', Icon: IconKey },
  factors: { label: 'Second factors', Icon: IconShieldCheck },
  tokens: { label: 'Tokens', Icon: IconTerminal },
  'sign-out': { label: 'Sign out everywhere', Icon: IconLogout },
  disable: { label: 'Disable', Icon: IconUserOff },
  enable: { label: 'Enable', Icon: IconUserCheck },
  delete: { label: 'Delete', Icon: IconTrash },
};

interface UserActionsMenuProps {
  readonly user: User;
  readonly onAction: (action: UserAction) => void;
}

export function UserActionsMenu({ user, onAction }: UserActionsMenuProps) {
  const actions: UserAction[] = [
    'access',
    'group',
    'reset-password',
    'factors',
    'tokens',
    ...(user.status === 'active' ? (['sign-out', 'disable'] as const) : (['enable'] as const)),
    'delete',
  ];
  return (
    <MenuButton
      label={`Actions for ${user.name}`}
      entries={actions.map((action) => ({
        id: action,
        ...words[action],
        isDangerous: action === 'delete',
        isApart: action === 'delete',
        onChoose: () => {
          onAction(action);
        },
      }))}
    >
      <IconDots size={18} aria-hidden />
    </MenuButton>
  );
}
