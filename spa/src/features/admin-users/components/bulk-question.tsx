import type { ManyUsersChange, User } from '@cloudapp/contracts/user';
import { Checkbox, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { bulkWords, divide, type BulkAction } from './bulk-words.ts';
import { isQuota } from './role-and-quota-fields.tsx';
import { maxQuota } from './user-words.ts';
import classes from './users-list.module.css';

interface BulkQuestionProps {
  readonly action: BulkAction;
  readonly users: readonly User[];
  readonly currentUserId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onConfirm: (users: readonly User[], change: ManyUsersChange) => void;
}

/** Whom an action on many users hits, by name, before it does. */
export function BulkQuestion({ action, users, currentUserId, opened, onClose, onConfirm }: BulkQuestionProps) {
  const [quota, setQuota] = useState<number | string>(3);
  const [stopMachines, setStopMachines] = useState(true);
  const { affected, spared } = divide(action, users, currentUserId);
  const { label, consequence } = bulkWords[action];
  const isReady = action !== 'set-quota' || isQuota(quota);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      pending={false}
      title={`${label}: ${formatCount(affected.length, 'user')}`}
      confirmLabel={label}
      isDangerous={action === 'disable' || action === 'reset-password'}
      disabled={affected.length === 0 || !isReady}
      onConfirm={() => {
        onConfirm(affected, changeOf(action, { quota, stopMachines }));
      }}
    >
      <Text size="sm">{consequence}</Text>
      {action === 'set-quota' && (
        <NumberInput
          label="Machine quota"
          min={0}
          max={maxQuota}
          allowDecimal={false}
          allowNegative={false}
          value={quota}
          error={isQuota(quota) ? undefined : `A whole number from 0 to ${maxQuota}`}
          onChange={setQuota}
        />
      )}
      {action === 'disable' && (
        <Checkbox
          label="Stop their machines"
          description="Within two minutes; one that still installs, once it is ready. Disks are kept."
          checked={stopMachines}
          onChange={(event) => {
            setStopMachines(event.currentTarget.checked);
          }}
        />
      )}
      {/* The box scrolls, so the keyboard must reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above; axe asks for it (scrollable-region-focusable) */}
      <div className={classes['people']} role="region" aria-label="Whom it hits" tabIndex={0}>
        <ul>
          {affected.map(({ id, name, email }) => (
            <li key={id}>
              {name}{' '}
              <Text span inherit c="dimmed">
                {email}
              </Text>
            </li>
          ))}
        </ul>
      </div>
      {spared !== undefined && (
        <Text size="sm" c="dimmed">
          {spared}
        </Text>
      )}
    </ConfirmDialog>
  );
}

function changeOf(
  action: BulkAction,
  { quota, stopMachines }: { quota: number | string; stopMachines: boolean },
): ManyUsersChange {
  switch (action) {
    case 'disable':
      return { action, stopMachines };
    case 'set-quota':
      return { action, quota: Number(quota) };
    case 'enable':
    case 'sign-out':
    case 'reset-password':
      return { action };
  }
}
