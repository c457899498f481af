import { Button } from '@mantine/core';
import { SelectionBar, type SelectAll } from '../../../components/selection-bar.tsx';
import { formatCount } from '../../../lib/format/size.ts';
import { bulkActions, bulkWords, type BulkAction } from './bulk-words.ts';

export interface UserBulkBarProps {
  /** How many are ticked. */
  readonly count: number;
  readonly selectAll: SelectAll | undefined;
  readonly onAction: (action: BulkAction) => void;
  readonly onClear: () => void;
}

export function UserBulkBar({ count, selectAll, onAction, onClear }: UserBulkBarProps) {
  if (count === 0) return null;
  return (
    <SelectionBar label="Selected users" count={formatCount(count, 'user')} selectAll={selectAll} onClear={onClear}>
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
