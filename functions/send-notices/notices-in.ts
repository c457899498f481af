import { noticeKindsOf, noticeOfAction, type NoticeKind } from '@cloudapp/contracts/notice';
import type { AuditEvent } from '@cloudapp/contracts/audit';
import type { Notice } from '@cloudapp/data/notice-item';

/** Somebody, by the id and the name that they have. */
interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who owns a machine; undefined of one that is gone. */
export type OwnerOf = (machineId: string) => Promise<Person | undefined>;

/** What an entry of the audit log is told of to people; undefined of most. */
export async function noticeIn(entry: AuditEvent, ownerOf: OwnerOf): Promise<Notice | undefined> {
  const kind = noticeKindOf(entry);
  const { subject, actor } = entry;
  if (kind === undefined || subject === undefined) return undefined;
  const recipientId = subject.kind === 'machine' ? (await ownerOf(subject.id))?.id : subject.id;
  if (recipientId === undefined) return undefined;
  if (actor?.id === recipientId && !isSecurity(kind)) return undefined;
  return noticeTo(recipientId, kind, { ...entry, subject });
}

type EntryAbout = AuditEvent & { readonly subject: NonNullable<AuditEvent['subject']> };

function noticeTo(recipientId: string, kind: NoticeKind, entry: EntryAbout): Notice {
  const { id, at, subject, actor, address, detail, happensAt } = entry;
  return {
    noticeId: `${id}_${kind}_${recipientId}`,
    kind,
    recipientId,
    at,
    actorName: actor?.id === recipientId ? undefined : actor?.name,
    machine: subject.kind === 'machine' ? { id: subject.id, name: subject.name } : undefined,
    address,
    detail,
    happensAt,
  };
}

/** What an entry is told as; undefined of most. */
export function noticeKindOf({ action, isFromNewBrowser, isForetold }: AuditEvent): NoticeKind | undefined {
  const kind = noticeOfAction[action];
  if (isForetold === true) return undefined;
  return kind === 'new-browser' && isFromNewBrowser !== true ? undefined : kind;
}

/** Only of these are people told also what they have done themselves: it may have been somebody else in their account. */
function isSecurity(kind: NoticeKind): boolean {
  const security: readonly NoticeKind[] = noticeKindsOf.security;
  return security.includes(kind);
}
