import { auditEventSchema, type AuditEvent } from '@cloudapp/contracts/audit';
import { defineItem } from './stored-item.ts';

/** An event of the audit log, as it is shown. */
export const auditItem = defineItem({ table: 'audit', schema: auditEventSchema });

/** What happened, before it has an id and a time. */
export type NewAuditEvent = Omit<AuditEvent, 'id' | 'at'>;

/** How long events are kept: 400 days, so that a year can be looked back on. */
export const auditRetentionDays = 400;

const dayMs = 86_400_000;

/** The UTC day of an instant, or of one so many days before: the partition of the log that holds it. */
export function auditDay(at: Date, daysBefore = 0): string {
  return new Date(at.getTime() - daysBefore * dayMs).toISOString().slice(0, 10);
}

/** An event's keys, in the table and in its indexes. */
export function auditKeys({ id, at, action, actor, subject }: AuditEvent) {
  return { day: at.slice(0, 10), sk: `${at}#${id}`, action, actorId: actor?.id, subjectId: subject?.id };
}
