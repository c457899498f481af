import { useMedia } from '../../../lib/use-media.ts';
import { MachineCards } from './machine-cards.tsx';
import type { MachineListProps } from './machine-list-props.ts';
import { MachineTable } from './machine-table.tsx';

/** Machines as a table; as cards where its columns, one more with the owners, would not fit side by side. */
export function MachineList(props: MachineListProps) {
  const isNarrow = useMedia(props.showOwner ? '(max-width: 79em)' : '(max-width: 73em)');
  return isNarrow ? <MachineCards {...props} /> : <MachineTable {...props} />;
}
