import type { User } from '@cloudapp/contracts/user';
import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { Notice } from '../../../components/notice.tsx';
import { useUpdateUser } from '../api/users.ts';
import { RoleField } from './role-field.tsx';

interface EditUserDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

export function EditUserDialog({ user, onClose }: EditUserDialogProps) {
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role);
  const [quota, setQuota] = useState<number | string>(user.quota.limit);
  const { mutate, isPending, error } = useUpdateUser();
  const isValid = name.trim() !== '' && typeof quota === 'number';
  const changes = {
    ...(name.trim() !== user.name && { name: name.trim() }),
    ...(role !== user.role && { role }),
    ...(quota !== user.quota.limit && { quota: Number(quota) }),
  };
  return (
    <ConfirmDialog
      opened
      title={`Change ${user.name}`}
      confirmLabel="Save"
      disabled={!isValid || Object.keys(changes).length === 0}
      pending={isPending}
      error={error}
      failureTitle="Nothing was changed"
      onConfirm={() => {
        mutate(
          { id: user.id, changes },
          {
            onSuccess: (changed) => {
              notifyDone(`${changed.name} is changed`);
              onClose();
            },
          },
        );
      }}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        data-autofocus
        maxLength={100}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      <RoleField value={role} onChange={setRole} />
      {role !== user.role && (
        <Notice tone="warn" title={`${user.name} is signed out everywhere`}>
          The new role holds from the next sign-in.
        </Notice>
      )}
      <NumberInput
        label="Quota"
        description={`How many machines at once. ${user.quota.used} exist now; a smaller quota ends none of them.`}
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        value={quota}
        onChange={setQuota}
      />
    </ConfirmDialog>
  );
}
