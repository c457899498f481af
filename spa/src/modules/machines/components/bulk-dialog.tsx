import type { Instance } from '@cloudapp/contracts/instance';
import { Stack, Text } from '@mantine/core';
import { ConfirmDialog, type DialogProps } from '../../../components/confirm-dialog.tsx';
import { formatHourlyPrice } from '../../../lib/format/money.ts';
import { formatCount, formatList } from '../../../lib/format/size.ts';
import { actionWords } from './action-words.ts';
import { bulkConsequences, type BulkAction } from './bulk-words.ts';
import { stateLabels } from './state-labels.ts';
import classes from './bulk-dialog.module.css';

interface BulkDialogProps extends DialogProps {
  readonly action: BulkAction;
  /** Those whose state allows the action. */
  readonly affected: readonly Instance[];
  /** Those whose state does not. */
  readonly spared: readonly Instance[];
  readonly showOwner: boolean;
  readonly failureTitle: string;
}

/** What remains to be paid once they are stopped. */
function pricesOfStopped(machines: readonly Instance[]): string {
  const sum = (price: 'perHour' | 'perHourStopped') =>
    formatHourlyPrice(machines.reduce((total, { cost }) => total + cost[price], 0));
  return `Together they cost ${sum('perHourStopped')} while stopped, rather than ${sum('perHour')}.`;
}

/** A look at whom an action on many machines hits. */
export function BulkDialog({ action, affected, spared, showOwner, ...rest }: BulkDialogProps) {
  const owners = [...new Set(affected.map((machine) => machine.owner.name))];
  return (
    <ConfirmDialog
      {...rest}
      title={`${actionWords[action].label} ${formatCount(affected.length, 'machine')}?`}
      confirmLabel={actionWords[action].label}
      isDangerous={action === 'terminate'}
      disabled={affected.length === 0}
    >
      <Stack gap="sm">
        <Text size="sm">
          {bulkConsequences[action]}
          {action === 'stop' && ` ${pricesOfStopped(affected)}`}
          {showOwner && ` They belong to ${formatList(owners)}.`}
        </Text>
        <ul className={classes['affected']}>
          {affected.map((machine) => (
            <li key={machine.id}>
              {machine.name}
              <Text span inherit c="dimmed">
                {' '}
                · {machine.blueprint.name}
                {showOwner && `, ${machine.owner.name}`}
              </Text>
            </li>
          ))}
        </ul>
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
