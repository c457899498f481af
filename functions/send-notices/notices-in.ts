import { noticeKindsOf, noticeOfAction, type NoticeKind } from '@cloudapp/contracts/notice';
import type { AuditEvent } from '@cloudapp/contracts/audit';
import type { Notice } from '@cloudapp/data/notice-item';

/** Who owns a machine; undefined of one that is gone. */
export type OwnerOf = (machineId: string) => Promise<string | undefined>;

/** What an entry of the audit log is told of to people; undefined of most. */
export async function noticeIn(entry: AuditEvent, ownerOf: OwnerOf): Promise<Notice | undefined> {
  const kind = kindOf(entry);
  const { subject, actor, at, address, detail, dueAt } = entry;
  if (kind === undefined || subject === undefined) return undefined;
  const isMachine = subject.kind === 'machine';
  const recipientId = isMachine ? await ownerOf(subject.id) : subject.id;
  const isByRecipient = actor?.id === recipientId;
  if (recipientId === undefined || (isByRecipient && !isSecurity(kind))) return undefined;
  return {
    noticeId: `${entry.id}_${kind}_${recipientId}`,
    kind,
    recipientId,
    at,
    actorName: isByRecipient ? undefined : actor?.name,
    machine: isMachine ? { id: subject.id, name: subject.name } : undefined,
    address,
    detail,
    dueAt,
  };
}

function kindOf({ action, isFromNewBrowser }: AuditEvent): NoticeKind | undefined {
  const kind = noticeOfAction[action];
  return kind === 'new-browser' && isFromNewBrowser !== true ? undefined : kind;
}

/** Only of these are people told also what they have done themselves: it may have been somebody else in their account. */
function isSecurity(kind: NoticeKind): boolean {
  const security: readonly NoticeKind[] = noticeKindsOf.security;
  return security.includes(kind);
}
