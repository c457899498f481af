import type { User } from '@cloudapp/contracts/user';
import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Notice } from '../../../components/notice.tsx';
import { hasCode } from '../../../lib/api/api-error.ts';
import { machinesOf } from './user-words.ts';

interface UserFailureProps {
  readonly error: unknown;
  /** What did not happen. */
  readonly title: string;
  readonly user: User;
}

/** Why something with a user was refused, in place, and what to do instead. */
export function UserFailure({ error, title, user }: UserFailureProps) {
  if (!(error instanceof Error)) return null;
  const reason = reasonOf(error, user);
  if (reason === undefined) return <ErrorNotice error={error} title={title} />;
  return (
    <Notice tone="bad" title={title} role="alert">
      <Text size="sm">{reason}</Text>
    </Notice>
  );
}

function reasonOf(error: Error, user: User): ReactNode {
  if (hasCode(error, 'last-administrator')) {
    return `${user.name} is the only active administrator with a password, and without one nobody could manage CloudApp when companies do not answer. Make somebody else one first.`;
  }
  if (hasCode(error, 'break-glass-account')) {
    return `Passwords are off, and ${user.name} is the one who gets in by a password all the same. Name another account in the sign-in settings first.`;
  }
  if (hasCode(error, 'user-has-machines')) return <StillHasMachines user={user} />;
  if (hasCode(error, 'edit-conflict')) {
    return `Somebody else changed ${user.name} at the same moment, so nothing was done. The list is up to date now: close this, look again, then repeat.`;
  }
  if (hasCode(error, 'not-found')) return `Somebody else has deleted ${user.name} already.`;
  return undefined;
}

export function StillHasMachines({ user }: { readonly user: User }) {
  return (
    <>
      {user.name} still has machines.{' '}
      <Anchor component={Link} to={machinesOf(user)} inherit underline="always">
        Delete them first
      </Anchor>
      , or disable the account: that keeps everything and lets nobody in.
    </>
  );
}
