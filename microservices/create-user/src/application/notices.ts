import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import {
  noticeGroups,
  noticeKindsOf,
  optionalNoticeKinds,
  type NoticeKind,
  type NoticeSettings,
  type OptionalNoticeKind,
} from '@cloudapp/contracts/notice';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { Parts } from './parts.ts';
import { requireUser } from './users.ts';

/** Which e-mails somebody gets. */
export async function readNotices(parts: Pick<Parts, 'users'>, userId: string): Promise<NoticeSettings> {
  const { unwantedNotices } = await requireUser(parts, userId);
  return presentNotices(unwantedNotices);
}

/** Switches kinds off, and all others on; asking for what is already so changes nothing. */
export async function switchNotices(
  parts: Pick<Parts, 'users' | 'accounts'>,
  off: readonly OptionalNoticeKind[],
  actor: Actor,
): Promise<NoticeSettings> {
  const user = await requireUser(parts, actor.id);
  const unwantedNotices = optionalNoticeKinds.filter((kind) => off.includes(kind));
  if (!isSame(unwantedNotices, user)) {
    const detail = `e-mails that are not wanted: ${unwantedNotices.join(', ') || 'none'}`;
    await parts.accounts.update(
      user,
      { unwantedNotices },
      undefined,
      auditEntry(actor, 'user-updated', user, { detail }),
    );
  }
  return presentNotices(unwantedNotices);
}

function isSame(wanted: readonly OptionalNoticeKind[], { unwantedNotices = [] }: StoredUser): boolean {
  return wanted.length === unwantedNotices.length && wanted.every((kind) => unwantedNotices.includes(kind));
}

function presentNotices(unwanted: readonly NoticeKind[] = []): NoticeSettings {
  const optional: readonly NoticeKind[] = optionalNoticeKinds;
  return {
    items: noticeGroups.flatMap((group) =>
      noticeKindsOf[group].map((kind) => ({
        kind,
        group,
        isOptional: optional.includes(kind),
        isOn: !unwanted.includes(kind),
      })),
    ),
  };
}
