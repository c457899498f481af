import type { AuditEvent } from '@cloudapp/contracts/audit';

/** What somebody did, before it has a place in the log. */
export type NewAuditEvent = Omit<AuditEvent, 'id' | 'at'>;
