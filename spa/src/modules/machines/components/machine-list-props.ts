import type { Instance } from '@cloudapp/contracts/instance';
import type { InstanceAction } from '@cloudapp/contracts/instance-lifecycle';

/** What can be done with the machines of a list. */
export interface MachineListActions {
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: readonly string[], selected: boolean) => void;
  readonly onAction: (action: InstanceAction, machine: Instance) => void;
}

/** What table and cards of machines have in common. */
export interface MachineListProps extends MachineListActions {
  /** What the list holds, for assistive technology. */
  readonly label: string;
  readonly machines: readonly Instance[];
  readonly showOwner?: boolean;
}
