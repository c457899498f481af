import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './selection-bar.module.css';

export interface SelectAll {
  readonly label: string;
  readonly isLoading: boolean;
  readonly run: () => void;
}

interface SelectionBarProps {
  /** What is ticked, for assistive technology: "Selected machines". */
  readonly label: string;
  /** How many are: "3 machines". */
  readonly count: string;
  /** Reads all rows that match and ticks them; absent where all are ticked, or none is known of. */
  readonly selectAll?: SelectAll | undefined;
  readonly onClear: () => void;
  /** What can be done with them. */
  readonly children: ReactNode;
}

/**
 * What can be done with all ticked rows of a list; each asks first and shows whom it hits. It floats below the list, for in the
 * flow above it would push away the row that is to be ticked next.
 */
export function SelectionBar({ label, count, selectAll, onClear, children }: SelectionBarProps) {
  return (
    <section className={classes['bar']} aria-label={label}>
      <span className={classes['count']} aria-live="polite">
        {count} selected
      </span>
      {selectAll && (
        <Button variant="light" size="xs" loading={selectAll.isLoading} onClick={selectAll.run}>
          {selectAll.label}
        </Button>
      )}
      {children}
      <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
        Clear selection
      </Button>
    </section>
  );
}
