import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Actor } from './actor.ts';
import { revise, type Change } from './change.ts';
import { activityOf, auditOf } from './entries.ts';

/** States in which a key means nothing any more: what follows a failed machine is another one. */
const closed = new Set<InstanceState>(['failed', 'terminating', 'terminated']);

/** Whether another key can take the place of the one that opens a machine. */
export function canReplaceKey({ state, takesKeys = false }: Pick<InstanceRecord, 'state' | 'takesKeys'>): boolean {
  return takesKeys && !closed.has(state);
}

/** Another key is to open a machine; it has it once it has asked. */
export function keyReplaced(
  record: InstanceRecord,
  now: Date,
  key: Pick<InstanceRecord, 'sshPublicKey' | 'sshKeyName'> & { readonly fingerprint: string },
  actor: Actor,
): Change {
  const { sshPublicKey, sshKeyName, fingerprint } = key;
  const patch = { sshPublicKey, sshKeyName, keyWaitingSince: now.toISOString() };
  return revise<InstanceRecord>(record, now, patch, {
    activity: activityOf('Another SSH key was chosen; the machine takes it when it next asks', actor),
    audit: auditOf(record, 'machine-key-replaced', actor, fingerprint),
  });
}

/** The machine says that it lets the new key in, and the one before no more. */
export function keyTaken(record: InstanceRecord, now: Date): Change {
  const notes = { activity: activityOf('The machine took the new SSH key; the one before opens it no more') };
  return revise<InstanceRecord>(record, now, { keyWaitingSince: undefined }, notes);
}
