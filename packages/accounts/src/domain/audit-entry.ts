import type { NewAuditEvent } from '@cloudapp/data/audit-item';

/** The person who acts, from where and when. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly now: Date;
}

/** What the audit log is to say of a change, and from when. */
export interface AuditEntry {
  readonly event: NewAuditEvent;
  readonly at: Date;
}

interface Subject {
  readonly id: string;
  readonly name: string;
}

interface EntryDetails {
  readonly kind?: 'user' | 'session' | 'webhook';
  readonly detail?: string | undefined;
  readonly isFromNewBrowser?: true | undefined;
}

/** The entry for something that an actor did to a user, a session or a webhook, or to nobody in particular. */
export function auditEntry(
  actor: Actor,
  action: NewAuditEvent['action'],
  subject: Subject | undefined,
  { kind = 'user', detail, isFromNewBrowser }: EntryDetails = {},
): AuditEntry {
  const event: NewAuditEvent = {
    action,
    actor: { id: actor.id, name: actor.name },
    ...(subject && { subject: { kind, id: subject.id, name: subject.name } }),
    address: actor.address,
    detail,
    isFromNewBrowser,
  };
  return { event, at: actor.now };
}
