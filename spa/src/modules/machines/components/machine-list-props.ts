import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';

/** What table and cards of machines have in common. */
export interface MachineListProps {
  /** What the list holds, for assistive technology. */
  readonly label: string;
  readonly machines: readonly Instance[];
  readonly showOwner?: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: readonly string[], selected: boolean) => void;
  readonly onAction: (action: InstanceAction, machine: Instance) => void;
}
