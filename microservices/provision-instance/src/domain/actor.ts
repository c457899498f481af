import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Actor as MachineActor } from '@cloudapp/machines/domain/actor';

/** Who looks at a machine or does something with it, and as what. */
export interface Actor extends MachineActor {
  readonly email: string;
  readonly isAdmin: boolean;
  /** When they last proved who they are, ISO 8601. */
  readonly provenAt: string;
  /** Where they are, as an IANA time zone; absent where nobody has said. */
  readonly timeZone?: string | undefined;
}

/** Whether somebody may know that a machine exists: its owner and administrators. */
export function mayView(record: InstanceRecord, actor: Actor): boolean {
  return actor.isAdmin || record.owner.id === actor.id;
}
