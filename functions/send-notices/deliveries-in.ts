import type { AuditEvent } from '@cloudapp/contracts/audit';
import type { DeliveryKind } from '@cloudapp/contracts/webhook';
import type { NewDelivery, StoredWebhook } from '@cloudapp/data/webhook-item';
import { noticeKindOf, type OwnerOf } from './notices-in.ts';

type EntryAbout = AuditEvent & { readonly subject: NonNullable<AuditEvent['subject']> };

/**
 * What webhooks are told of an entry. Unlike people by e-mail, they are told also of what somebody did with their own machine: they
 * are the organisation's.
 */
export async function deliveriesIn(
  entry: AuditEvent,
  webhooks: readonly StoredWebhook[],
  ownerOf: OwnerOf,
): Promise<NewDelivery[]> {
  const { subject } = entry;
  if (subject === undefined) return [];
  const about = { ...entry, subject };
  if (entry.action === 'webhook-tested') {
    return webhooks.some(({ id }) => id === subject.id) ? [deliveryTo(subject.id, 'test', about)] : [];
  }
  const kind = noticeKindOf(entry);
  const told = webhooks.filter((one) => kind !== undefined && one.kinds.includes(kind) && isOnAt(one, entry.at));
  if (kind === undefined || told.length === 0) return [];
  const person = subject.kind === 'machine' ? await ownerOf(subject.id) : subject;
  return told.map(({ id }) => ({
    ...deliveryTo(id, kind, about),
    ...(person && { person: { id: person.id, name: person.name } }),
    ...(subject.kind === 'machine' && { machine: { id: subject.id, name: subject.name } }),
  }));
}

/** What an entry asks to be sent again. */
export function wishIn({ id, action, detail }: AuditEvent): { wishId: string; deliveryId: string } | undefined {
  return action === 'webhook-sent-again' && detail !== undefined ? { wishId: id, deliveryId: detail } : undefined;
}

function isOnAt({ isOn, onSince }: StoredWebhook, at: string): boolean {
  return isOn && at >= onSince;
}

function deliveryTo(webhookId: string, kind: DeliveryKind, entry: EntryAbout): NewDelivery {
  const { id, at, actor, address, detail, happensAt } = entry;
  return { noticeId: `${webhookId}_${id}_${kind}`, webhookId, kind, at, actor, address, detail, happensAt };
}
