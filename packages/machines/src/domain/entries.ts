import type { AuditAction } from '@cloudapp/contracts/audit';
import type { NewActivity } from '@cloudapp/data/activity';
import type { NewAuditEvent } from '@cloudapp/data/audit-item';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Actor } from './actor.ts';

/** An audit event about a machine; without an actor CloudApp itself acted. */
export function auditOf(record: InstanceRecord, action: AuditAction, actor?: Actor, detail?: string): NewAuditEvent {
  return {
    action,
    subject: { kind: 'machine', id: record.instanceId, name: record.name },
    ...(actor && { actor: { id: actor.id, name: actor.name } }),
    ...(actor?.address !== undefined && { address: actor.address }),
    ...(detail !== undefined && { detail }),
  };
}

/** A line of a machine's history; without an actor CloudApp or the machine itself acted. */
export function activityOf(text: string, actor?: Actor): NewActivity {
  return actor ? { text, actor: { id: actor.id, name: actor.name } } : { text };
}
