import { Stack } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './item-list.module.css';

interface ItemListProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A short list within a section. */
export function ItemList({ label, children }: ItemListProps) {
  return (
    <ul className={classes['list']} aria-label={label}>
      {children}
    </ul>
  );
}

interface ItemProps {
  readonly Icon: Icon;
  /** The button at its end. */
  readonly action: ReactNode;
  readonly children: ReactNode;
}

export function Item({ Icon, action, children }: ItemProps) {
  return (
    <li>
      <Icon size={22} stroke={1.6} aria-hidden className={classes['symbol']} />
      <Stack gap={2} className={classes['what'] ?? ''}>
        {children}
      </Stack>
      {action}
    </li>
  );
}
