import type { User } from '@cloudapp/contracts/user';
import { Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import type { UserChange } from '../api/users.ts';
import { isQuota, RoleAndQuotaFields, type RoleAndQuota } from './role-and-quota-fields.tsx';

interface AccessDialogProps extends Omit<DialogProps<UserChange['changes']>, 'error'> {
  readonly user: User;
  readonly isSelf: boolean;
  readonly failure: ReactNode;
}

export function AccessDialog({ user, isSelf, failure, onConfirm, ...rest }: AccessDialogProps) {
  const [access, setAccess] = useState<RoleAndQuota>({ role: user.role, quota: user.quota.limit });
  const roleChanges = access.role !== user.role;
  const confirm = () => {
    if (!isQuota(access.quota)) return;
    onConfirm({
      ...(roleChanges && { role: access.role }),
      ...(access.quota !== user.quota.limit && { quota: access.quota }),
    });
  };
  return (
    <ConfirmDialog
      {...rest}
      title={`Role and quota of ${user.name}`}
      confirmLabel="Save"
      disabled={!isQuota(access.quota) || (!roleChanges && access.quota === user.quota.limit)}
      onConfirm={confirm}
    >
      <RoleAndQuotaFields value={access} onChange={setAccess} quotaDescription={quotaNote(user, access.quota)} />
      {roleChanges && (
        <Text size="sm">
          {isSelf
            ? 'This is your own account: you are signed out at once and see the administrator’s pages no more.'
            : `${user.name} is signed out everywhere, their tokens end, and they have the new role at the next sign-in.`}
        </Text>
      )}
      {failure}
    </ConfirmDialog>
  );
}

function quotaNote({ quota, name }: User, wanted: number | string): string {
  const has = `${name} has ${formatCount(quota.used, 'machine')} now.`;
  if (typeof wanted !== 'number' || wanted >= quota.used) return has;
  return `${has} They stay, but no new one can be launched until there are fewer than the quota.`;
}
