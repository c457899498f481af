import type { OptionalNoticeKind } from '@cloudapp/contracts/notice';
import type { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import type { Notice, QueuedNotice } from '@cloudapp/data/notice-item';
import type { NoticeRepository } from '@cloudapp/data/notice-repository';
import type { StoredUser } from '@cloudapp/data/user-item';
import type { UserRepository } from '@cloudapp/data/user-repository';
import { answerLinksOf, type AnswerLinkParts } from './answer-links.ts';
import { mailOf } from './mail.ts';
import type { Mailer, Outcome } from './mailer.ts';
import { minutesAfter, pauseMinutes } from './pauses.ts';

/**
 * How long an attempt has to come to a known end. SES tells within seconds of what it has taken, so that a notice whose attempt is
 * that old, and that SES has not told of, was not taken.
 */
const claimMinutes = 15;
/** Pauses double from one minute to this. */
const longestPauseMinutes = 16;
/** After so many, a quarter of an hour has passed. */
const manyAttempts = 5;
/** News of three days ago is none. */
const giveUpAfterHours = 72;
/** SES takes 14 mails a second of an account as it is at first in production; each takes a tenth of a second or more. */
const atOnce = 4;

export interface OutboxParts extends AnswerLinkParts {
  readonly notices: NoticeRepository;
  readonly addresses: Pick<MailAddressRepository, 'shunned'>;
  readonly users: Pick<UserRepository, 'get'>;
  readonly mailer: Mailer;
  readonly clock: () => Date;
  /** No further notices are taken after this. */
  readonly stopAt: Date;
  readonly log: { error(details: object, message: string): void };
}

/** What a run came to. */
export interface Delivered {
  readonly sent: number;
  /** Those that were tried again and again, and not sent now either. */
  readonly stuck: number;
  /** Whether SES, or time, let no more through. */
  readonly isCutShort: boolean;
}

export const nothing: Delivered = { sent: 0, stuck: 0, isCutShort: false };

/** Sends some notices, each once however many do so at the same time, until none is left, time is up or SES takes none. */
export async function deliver(noticeIds: readonly string[], parts: OutboxParts): Promise<Delivered> {
  const rest = [...noticeIds];
  const total: { -readonly [Name in keyof Delivered]: Delivered[Name] } = { ...nothing };
  const work = async () => {
    for (let noticeId = rest.shift(); noticeId !== undefined; noticeId = rest.shift()) {
      if (parts.clock() >= parts.stopAt) total.isCutShort = true;
      if (total.isCutShort) return;
      const one = await deliverOne(noticeId, parts);
      if (one?.outcome === 'taken') total.sent += 1;
      else if (one !== undefined && one.attempts >= manyAttempts) total.stuck += 1;
      if (one?.outcome === 'unavailable') total.isCutShort = true;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return total;
}

/** @returns undefined of what was not to be sent */
async function deliverOne(
  noticeId: string,
  parts: OutboxParts,
): Promise<{ readonly outcome: Outcome['kind']; readonly attempts: number } | undefined> {
  const now = parts.clock();
  const notice = await parts.notices.claim(noticeId, now, minutesAfter(now, claimMinutes));
  if (notice === undefined) return undefined;
  if (isTooOld(notice, now)) {
    parts.log.error({ noticeId, attempts: notice.attempts }, 'a notice could not be sent');
    await parts.notices.end(noticeId, { state: 'given-up', reason: 'too old' }, now);
    return undefined;
  }
  const user = await parts.users.get(notice.recipientId);
  const reason = await whyNot(notice, user, parts);
  if (user === undefined || reason !== undefined) {
    await parts.notices.end(noticeId, { state: 'left-out', reason: reason ?? 'gone' }, now);
    return undefined;
  }
  const links = await answerLinksOf(notice, user, parts, now);
  const outcome = await parts.mailer.send(user.email, mailOf(notice, user, parts.publicOrigin, links), noticeId);
  await settle(notice, outcome, parts);
  return { outcome: outcome.kind, attempts: notice.attempts };
}

/** An outcome that nobody knows is left to the end of the claim: until then SES may tell that it has taken the mail. */
async function settle(notice: QueuedNotice, outcome: Outcome, { notices, clock, log }: OutboxParts): Promise<void> {
  const { noticeId, attempts } = notice;
  const now = clock();
  if (outcome.kind === 'taken') {
    await notices.end(noticeId, { state: 'sent', messageId: outcome.messageId }, now);
    return;
  }
  log.error({ noticeId, attempts, outcome: outcome.kind, reason: outcome.reason }, 'SES has not taken a notice');
  if (outcome.kind === 'unknown') return;
  const next = minutesAfter(now, pauseMinutes(attempts, longestPauseMinutes));
  await notices.postpone(notice, next, outcome.reason);
}

async function whyNot(
  { kind }: Notice,
  user: StoredUser | undefined,
  { addresses }: OutboxParts,
): Promise<string | undefined> {
  if (user === undefined) return 'gone';
  if (user.unwantedNotices?.includes(kind as OptionalNoticeKind) === true) return 'unwanted';
  // That they cannot sign in any more would not be true.
  if (kind === 'account-disabled' && user.status === 'active') return 'enabled again';
  return (await addresses.shunned([user.email])).get(user.email)?.trouble;
}

function isTooOld({ at }: Notice, now: Date): boolean {
  return now.getTime() - Date.parse(at) > giveUpAfterHours * 3_600_000;
}
