import type { Instance } from '@cloudapp/contracts/instance';
import { List, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { formatCount, formatList } from '../../../lib/format/size.ts';
import { useMachineCommand } from '../api/machine-actions.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { notifyDone } from '../../../components/notify.tsx';
import { stateLabels } from './status-badge.tsx';
import { actionWords } from './action-words.ts';

export type BulkAction = 'start' | 'stop' | 'terminate';

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly opened: boolean;
  readonly machines: readonly Instance[];
  readonly showOwner: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const consequences: Readonly<Record<BulkAction, string>> = {
  start: 'They run, and cost, from then on.',
  stop: 'Programs on them end. Their disks are kept.',
  terminate: 'They end and their disks are erased, with everything on them. This cannot be undone.',
};

const doneWords: Readonly<Record<BulkAction, string>> = {
  start: 'starting',
  stop: 'stopping',
  terminate: 'being deleted',
};

/** Runs an action on many machines, after a look at whom it hits. */
export function BulkDialog({ action, opened, machines, showOwner, onDone, onClose }: BulkDialogProps) {
  const { mutateAsync } = useMachineCommand();
  const affected = machines.filter((machine) => machine.allowedActions.includes(action));
  const spared = machines.filter((machine) => !machine.allowedActions.includes(action));
  const owners = [...new Set(affected.map((machine) => machine.owner.name))];
  const run = useMutation({
    mutationFn: async () => {
      const failures: string[] = [];
      let cause: unknown;
      // One after the other: a service asked for all at once would answer some with "too many requests".
      for (const { id, name } of affected) {
        try {
          await mutateAsync({ action, id });
        } catch (error) {
          failures.push(name);
          cause = error;
        }
      }
      if (failures.length > 0) throw new Error(formatList(failures), { cause });
    },
    onSuccess: () => {
      notifyDone(`${formatCount(affected.length, 'machine')} ${doneWords[action]}`);
      onDone();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={`${actionWords[action].label} ${formatCount(affected.length, 'machine')}?`}
      confirmLabel={actionWords[action].label}
      isDangerous={action === 'terminate'}
      disabled={affected.length === 0}
      pending={run.isPending}
      error={run.error?.cause}
      failureTitle={`Did not work for ${run.error?.message ?? ''}`}
      onConfirm={() => {
        run.mutate();
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">
          {consequences[action]}
          {showOwner && ` They belong to ${formatList(owners)}.`}
        </Text>
        <List size="sm" mah={240} style={{ overflowY: 'auto' }}>
          {affected.map((machine) => (
            <List.Item key={machine.id}>
              {machine.name}
              <Text span inherit c="dimmed">
                {' '}
                · {machine.blueprint.name}
                {showOwner && `, ${machine.owner.name}`}
              </Text>
            </List.Item>
          ))}
        </List>
        {spared.length > 0 && (
          <Text size="sm" c="dimmed">
            Left alone, because their state does not allow it:{' '}
            {formatList(spared.map(({ name, state }) => `${name} (${stateLabels[state].toLowerCase()})`))}.
          </Text>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
