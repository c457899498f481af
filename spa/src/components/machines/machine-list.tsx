import { useMediaQuery } from '@mantine/hooks';
import { MachineCards } from './machine-cards.tsx';
import type { MachineListProps } from './machine-list-props.ts';
import { MachineTable } from './machine-table.tsx';

/** Machines as a table, on a phone as cards. */
export function MachineList(props: MachineListProps) {
  const isPhone = useMediaQuery('(max-width: 48em)');
  return isPhone ? <MachineCards {...props} /> : <MachineTable {...props} />;
}
