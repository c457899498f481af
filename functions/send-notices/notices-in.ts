import { noticeOfAction } from '@cloudapp/contracts/notice';
import type { AuditEvent } from '@cloudapp/contracts/audit';
import type { Notice } from '@cloudapp/data/notice-item';

/** Who owns a machine; undefined of one that is gone. */
export type OwnerOf = (machineId: string) => Promise<string | undefined>;

/** What an entry of the audit log is told of to people; undefined of most. */
export async function noticeIn(entry: AuditEvent, ownerOf: OwnerOf): Promise<Notice | undefined> {
  const kind = noticeOfAction[entry.action];
  const { subject, actor, at, address, detail } = entry;
  if (kind === undefined || subject === undefined) return undefined;
  if (kind === 'new-browser' && entry.isFromNewBrowser !== true) return undefined;
  const isMachine = subject.kind === 'machine';
  const recipientId = isMachine ? await ownerOf(subject.id) : subject.id;
  if (recipientId === undefined) return undefined;
  return {
    noticeId: `${entry.id}_${kind}_${recipientId}`,
    kind,
    recipientId,
    at,
    actorName: actor !== undefined && actor.id !== recipientId ? actor.name : undefined,
    machine: isMachine ? { id: subject.id, name: subject.name } : undefined,
    address,
    detail,
  };
}
