import { auditEventSchema, type AuditEvent } from '@cloudapp/contracts/audit';
import { auditDay } from '@cloudapp/data/audit-item';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import type { MailAddressRepository } from '@cloudapp/data/mail-address-repository';
import { insertedItems, isWithoutRecords } from '@cloudapp/data/stream-records';
import { feedbackIn, isFeedback } from './feedback.ts';
import { noticeIn, type OwnerOf } from './notices-in.ts';
import { deliver, nothing, type Delivered, type OutboxParts } from './outbox.ts';
import { addDeliveries, sendDueDeliveries, sendFresh, type Fresh, type WebhookParts } from './webhook-outbox.ts';

/** An entry may be written so long after the instant that it tells, and read by a list that lags a little. */
const lateMinutes = 5;
/** How far the log is gone back at most: what is older is given up at once. */
const mostHoursBack = 72;
const pageSize = 100;
/** How many a run of the clock asks for at a time. */
const dueAtOnce = 100;

export interface SendNoticesParts extends OutboxParts {
  readonly audit: Pick<AuditRepository, 'listDay'>;
  readonly addresses: Pick<MailAddressRepository, 'shunned' | 'shun'>;
  readonly webhooks: Pick<WebhookParts, 'settings' | 'deliveries' | 'secrets' | 'poster'>;
  /** Whether there is an address to send e-mails from. */
  readonly sendsMails: boolean;
}

/** What a run came to. */
export interface SendNoticesResult extends Delivered {
  readonly added: number;
  /** Deliveries that webhooks have taken. */
  readonly posted: number;
}

/** Thrown at the end of a run by the clock, so that somebody looks: these were tried several times and stay in the outbox. */
export class UnsentNoticesError extends Error {
  readonly code = 'unsent-notices';

  constructor(count: number) {
    super(`${count} notices could not be sent again and again`);
    this.name = 'UnsentNoticesError';
  }
}

/**
 * Puts what the stream of the log tells of into the outbox, and sends it. Called by the clock, it looks itself for what the stream has lost, and
 * sends all that is due. Called by SNS, it takes in what SES tells of mails. Mails and webhooks wait for nothing of each other.
 * @throws UnsentNoticesError
 */
export async function sendNotices(event: unknown, parts: SendNoticesParts): Promise<SendNoticesResult> {
  if (isFeedback(event)) return await takeIn(event, parts);
  if (isWithoutRecords(event)) return await sendDue(parts);
  const { mails, fresh } = await addAll(entriesIn(event, parts), parts);
  const [delivered, posted] = await both(deliver(mails, parts), sendFresh(fresh, ofWebhooks(parts)));
  return { added: mails.length, ...delivered, posted };
}

async function takeIn(event: unknown, { notices, addresses, clock }: SendNoticesParts): Promise<SendNoticesResult> {
  const now = clock();
  for (const told of feedbackIn(event)) {
    if (told.kind === 'taken') await notices.end(told.noticeId, { state: 'sent', messageId: told.messageId }, now);
    else await addresses.shun({ email: told.email, trouble: told.trouble, since: now.toISOString() });
  }
  return { added: 0, ...nothing, posted: 0 };
}

async function sendDue(parts: SendNoticesParts): Promise<SendNoticesResult> {
  const added = await addLost(parts);
  const [mails, posted] = await both(sendDueMails(parts), sendDueDeliveries(ofWebhooks(parts)));
  return { added, ...mails, posted };
}

async function sendDueMails(parts: SendNoticesParts): Promise<Delivered> {
  let total = nothing;
  if (!parts.sendsMails) return total;
  let last: Delivered;
  do {
    last = await deliver(await parts.notices.due(parts.clock(), dueAtOnce), parts);
    total = { sent: total.sent + last.sent, stuck: total.stuck + last.stuck, isCutShort: last.isCutShort };
    // A list that lags shows again what was sent: a page without anything new is the last.
  } while (last.sent > 0 && !last.isCutShort);
  if (total.stuck > 0) throw new UnsentNoticesError(total.stuck);
  return total;
}

function entriesIn(event: unknown, { log }: SendNoticesParts): AuditEvent[] {
  return insertedItems(event, auditEventSchema, (keys) => {
    log.error({ keys }, 'a record of the stream has no entry');
  });
}

/** @returns those that were not in the outbox */
async function addAll(
  entries: readonly AuditEvent[],
  parts: SendNoticesParts,
): Promise<{ readonly mails: string[]; readonly fresh: Fresh[] }> {
  const ownerOf = ownersIn(parts);
  const [mails, fresh] = await both(
    parts.sendsMails ? addMails(entries, ownerOf, parts) : Promise.resolve([]),
    addDeliveries(entries, ownerOf, ofWebhooks(parts)),
  );
  return { mails, fresh };
}

/** Mails and webhooks ask for the same owners: each machine is read once. */
function ownersIn({ instances }: SendNoticesParts): OwnerOf {
  const asked = new Map<string, ReturnType<OwnerOf>>();
  return (machineId) => {
    const owner = asked.get(machineId) ?? instances.get(machineId).then((record) => record?.owner);
    asked.set(machineId, owner);
    return owner;
  };
}

async function addMails(
  entries: readonly AuditEvent[],
  ownerOf: OwnerOf,
  { notices, clock }: SendNoticesParts,
): Promise<string[]> {
  const added: string[] = [];
  for (const entry of entries) {
    const notice = await noticeIn(entry, ownerOf);
    if (notice !== undefined && (await notices.add(notice, clock()))) added.push(notice.noticeId);
  }
  return added;
}

/** What fails with one fails after the other has ended. */
async function both<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return await Promise.all([one, other]);
}

function ofWebhooks({ webhooks, publicOrigin, clock, stopAt, log }: SendNoticesParts): WebhookParts {
  return { ...webhooks, publicOrigin, clock, stopAt, log };
}

/** Goes through what was written since the last time. The first time of all, what was before concerns nobody. */
async function addLost(parts: SendNoticesParts): Promise<number> {
  const now = parts.clock();
  const until = await parts.notices.lookedThrough();
  let added = 0;
  if (until !== undefined) {
    const from = new Date(Math.max(until.getTime() - lateMinutes * 60_000, now.getTime() - mostHoursBack * 3_600_000));
    for await (const entries of entriesBetween(from, now, parts)) added += (await addAll(entries, parts)).mails.length;
  }
  await parts.notices.setLookedThrough(now);
  return added;
}

async function* entriesBetween(from: Date, to: Date, { audit }: SendNoticesParts): AsyncGenerator<AuditEvent[]> {
  for (let before = 0; auditDay(to, before) >= auditDay(from); before++) {
    let cursor: string | undefined;
    do {
      const page = await audit.listDay(auditDay(to, before), { limit: pageSize, from, cursor });
      yield page.items;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }
}
