import type { User } from '@cloudapp/contracts/user';
import { useState, type ReactNode } from 'react';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import type { UserChange } from '../api/users.ts';
import { GroupFields, isCostCentre } from './group-fields.tsx';

interface GroupDialogProps extends Omit<DialogProps<UserChange['changes']>, 'error'> {
  readonly user: User;
  readonly failure: ReactNode;
}

export function GroupDialog({ user, failure, onConfirm, ...rest }: GroupDialogProps) {
  const before = { group: user.group ?? '', costCentre: user.costCentre ?? '' };
  const [value, setValue] = useState(before);
  const [group, costCentre] = [value.group.trim(), value.costCentre.trim()];
  const changes = {
    ...(group !== before.group && { group: group === '' ? null : group }),
    ...(costCentre !== before.costCentre && { costCentre: costCentre === '' ? null : costCentre }),
  };
  return (
    <ConfirmDialog
      {...rest}
      title={`Group and cost centre of ${user.name}`}
      confirmLabel="Save"
      disabled={!isCostCentre(costCentre) || Object.keys(changes).length === 0}
      onConfirm={() => {
        onConfirm(changes);
      }}
    >
      What machines cost until now stays with the group and cost centre that were so then.
      <GroupFields value={value} onChange={setValue} />
      {failure}
    </ConfirmDialog>
  );
}
