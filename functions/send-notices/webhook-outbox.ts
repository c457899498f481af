import type { AuditEvent } from '@cloudapp/contracts/audit';
import type { DeliveryRepository } from '@cloudapp/data/delivery-repository';
import type { SettingRepository } from '@cloudapp/data/setting-repository';
import type { Delivery, StoredWebhook } from '@cloudapp/data/webhook-item';
import { deliveriesIn, wishIn } from './deliveries-in.ts';
import type { OwnerOf } from './notices-in.ts';
import { minutesAfter, pauseMinutes } from './pauses.ts';
import type { Posted, Poster } from './poster.ts';
import { signatureHeaders } from './signature.ts';
import { webhookBody } from './webhook-body.ts';

/** An attempt takes five seconds and some writes; whoever began it and has not ended it by then is gone. */
const claimMinutes = 2;
/** Pauses double from one minute to this. */
const longestPauseMinutes = 60;
const giveUpAfterHours = 24;
/** How many of a webhook are asked for at a time. */
const dueAtOnce = 50;
/** The stream waits for a run that it has called: deliveries begun there must begin within this. */
const freshSeconds = 5;

export interface WebhookParts {
  readonly settings: Pick<SettingRepository, 'webhooks'>;
  readonly deliveries: DeliveryRepository;
  readonly secrets: { open(webhookId: string, sealed: string): Promise<Uint8Array> };
  readonly poster: Poster;
  readonly publicOrigin: string;
  readonly clock: () => Date;
  /** No further deliveries are taken after this. */
  readonly stopAt: Date;
  readonly log: { error(details: object, message: string): void };
}

/** Deliveries of a webhook that are to be sent, by their ids. */
export interface Fresh {
  readonly webhook: StoredWebhook;
  readonly ids: readonly string[];
}

/** Puts into the outbox what entries are told of, and what they ask for again. @returns what was not waiting already */
export async function addDeliveries(
  entries: readonly AuditEvent[],
  ownerOf: OwnerOf,
  { settings, deliveries, clock }: Pick<WebhookParts, 'settings' | 'deliveries' | 'clock'>,
): Promise<Fresh[]> {
  if (entries.length === 0) return [];
  const { webhooks } = await settings.webhooks();
  const fresh = webhooks.map((webhook) => ({ webhook, ids: new Array<string>() }));
  const note = (webhookId: string, id: string) => fresh.find(({ webhook }) => webhook.id === webhookId)?.ids.push(id);
  for (const entry of entries) {
    for (const delivery of await deliveriesIn(entry, webhooks, ownerOf)) {
      if (await deliveries.add(delivery, clock())) note(delivery.webhookId, delivery.noticeId);
    }
    const wish = wishIn(entry);
    if (wish === undefined || entry.subject === undefined) continue;
    if (await deliveries.wishAgain(wish.deliveryId, wish.wishId, clock())) note(entry.subject.id, wish.deliveryId);
  }
  return fresh.filter(({ ids }) => ids.length > 0);
}

/** Sends at once what was just added, but for webhooks that others wait for already: theirs is the clock's to try. @returns how many were taken */
export async function sendFresh(fresh: readonly Fresh[], parts: WebhookParts): Promise<number> {
  const until = new Date(Math.min(parts.stopAt.getTime(), parts.clock().getTime() + freshSeconds * 1000));
  return await sideBySide(fresh, async ({ webhook, ids }) => {
    if (await hasOthersWaiting(webhook, ids, parts)) return 0;
    return (await sendTo(webhook, ids, { ...parts, stopAt: until })).sent;
  });
}

/** Sends what is due. @returns how many were taken */
export async function sendDueDeliveries(parts: WebhookParts): Promise<number> {
  const { webhooks } = await parts.settings.webhooks();
  return await sideBySide(webhooks, async (webhook) => {
    let sent = 0;
    let last: { readonly sent: number; readonly isStopped: boolean };
    do {
      last = await sendTo(webhook, await parts.deliveries.waiting(webhook.id, dueAtOnce, parts.clock()), parts);
      sent += last.sent;
      // A list that lags shows again what was sent: a page without anything new is the last.
    } while (last.sent > 0 && !last.isStopped);
    return sent;
  });
}

async function hasOthersWaiting(
  { id }: StoredWebhook,
  fresh: readonly string[],
  { deliveries }: WebhookParts,
): Promise<boolean> {
  const waiting = await deliveries.waiting(id, fresh.length + 1);
  return waiting.some((one) => !fresh.includes(one));
}

/** What fails with one webhook fails after all others had their turn. */
async function sideBySide<T>(queues: readonly T[], send: (queue: T) => Promise<number>): Promise<number> {
  const ended = await Promise.allSettled(queues.map(send));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return ended.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0);
}

/** One after another, until one is not taken: the next would not be, either. */
async function sendTo(
  webhook: StoredWebhook,
  ids: readonly string[],
  parts: WebhookParts,
): Promise<{ readonly sent: number; readonly isStopped: boolean }> {
  let sent = 0;
  for (const id of ids) {
    if (parts.clock() >= parts.stopAt) return { sent, isStopped: true };
    const outcome = await sendOne(webhook, id, parts);
    if (outcome === 'failed') return { sent, isStopped: true };
    if (outcome === 'sent') sent += 1;
  }
  return { sent, isStopped: false };
}

/** @returns undefined of what was not to be sent */
async function sendOne(
  webhook: StoredWebhook,
  deliveryId: string,
  parts: WebhookParts,
): Promise<'sent' | 'failed' | undefined> {
  const { deliveries, clock } = parts;
  const now = clock();
  const delivery = await deliveries.claim(deliveryId, now, minutesAfter(now, claimMinutes));
  if (delivery === undefined) return undefined;
  const fault = whyNot(webhook, delivery, now);
  if (fault !== undefined) {
    await deliveries.end(delivery, 'given-up', { at: now.toISOString(), fault });
    return undefined;
  }
  const posted = await post(webhook, delivery, parts);
  await settle(delivery, posted, parts);
  return posted.fault === undefined ? 'sent' : 'failed';
}

async function post(
  { id, address, format, sealedSecret }: StoredWebhook,
  delivery: Delivery,
  { secrets, poster, publicOrigin, clock }: WebhookParts,
): Promise<Posted> {
  const body = webhookBody(format, delivery, publicOrigin);
  const secret = sealedSecret === undefined ? undefined : await secrets.open(id, sealedSecret);
  const headers = { 'Content-Type': 'application/json', 'User-Agent': 'CloudApp' };
  return await poster.post(
    address,
    { ...headers, ...signatureHeaders(delivery.noticeId, clock(), body, secret) },
    body,
  );
}

async function settle(delivery: Delivery, posted: Posted, { deliveries, clock, log }: WebhookParts): Promise<void> {
  const now = clock();
  const attempt = { at: now.toISOString(), ...posted };
  if (posted.fault === undefined) {
    await deliveries.end(delivery, 'sent', attempt);
    return;
  }
  const { noticeId, attempts } = delivery;
  log.error({ deliveryId: noticeId, attempts, ...posted }, 'a webhook was not taken');
  const next = minutesAfter(now, pauseMinutes(attempts, longestPauseMinutes));
  if (isTooLate(delivery, next)) await deliveries.end(delivery, 'given-up', attempt);
  else await deliveries.postpone(delivery, next, attempt);
}

function whyNot({ isOn }: StoredWebhook, delivery: Delivery, now: Date): string | undefined {
  if (!isOn && delivery.kind !== 'test') return 'The webhook is off';
  return isTooLate(delivery, now) ? 'It was not sent within a day' : undefined;
}

function isTooLate({ waitingSince }: Delivery, at: Date): boolean {
  return at.getTime() - Date.parse(waitingSince) > giveUpAfterHours * 3_600_000;
}
