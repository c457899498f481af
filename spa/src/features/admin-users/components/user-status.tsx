import type { User } from '@cloudapp/contracts/user';
import { IconCircleCheck, IconLock, IconMailForward } from '../../../components/icons.ts';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { ToneBadge } from '../../../components/tone-badge.tsx';

export const roleLabels = { user: 'User', admin: 'Administrator' } as const;

export function UserStatus({ user }: { readonly user: User }) {
  if (user.status === 'disabled') return <ToneBadge tone="idle" Icon={IconLock} label="Disabled" />;
  if (user.mustChangePassword) return <ToneBadge tone="warn" Icon={IconMailForward} label="Password to change" />;
  return <ToneBadge tone="good" Icon={IconCircleCheck} label="Active" />;
}

export function LastSignIn({ user }: { readonly user: User }) {
  return user.lastSignInAt === undefined ? 'Never' : <RelativeTime instant={user.lastSignInAt} />;
}
