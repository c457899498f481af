import { Button } from '@mantine/core';
import { SelectionBar } from '../../../components/selection-bar.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { bulkActions, bulkWords, type BulkAction } from './bulk-words.ts';

export interface UserBulkBarProps {
  /** How many are ticked. */
  readonly count: number;
  /** Reads all who match and ticks them; absent where all are ticked already. */
  readonly selectAll: { readonly label: string; readonly isLoading: boolean; readonly run: () => void } | undefined;
  readonly onAction: (action: BulkAction) => void;
  readonly onClear: () => void;
}

export function UserBulkBar({ count, selectAll, onAction, onClear }: UserBulkBarProps) {
  if (count === 0) return null;
  return (
    <SelectionBar label="Selected users" count={formatCount(count, 'user')} onClear={onClear}>
      {selectAll && (
        <Button variant="light" size="xs" loading={selectAll.isLoading} onClick={selectAll.run}>
          {selectAll.label}
        </Button>
      )}
      {bulkActions.map((action) => (
        <Button
          key={action}
          variant="default"
          size="xs"
          onClick={() => {
            onAction(action);
          }}
        >
          {bulkWords[action].label}
        </Button>
      ))}
    </SelectionBar>
  );
}
