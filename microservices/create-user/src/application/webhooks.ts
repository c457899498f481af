import { isPlain } from '@cloudapp/accounts/adapters/company-sign-in';
import { changeWebhooks } from '@cloudapp/accounts/application/setting-changes';
import { auditEntry } from '@cloudapp/accounts/domain/audit-entry';
import { requireFreshProof } from '@cloudapp/accounts/domain/fresh-proof';
import {
  mostWebhooks,
  shownDeliveries,
  type NewWebhook,
  type Webhook,
  type WebhookChange,
  type WebhookDelivery,
  type WebhookWish,
} from '@cloudapp/contracts/webhook';
import type { Delivery, StoredWebhook } from '@cloudapp/data/webhook-item';
import type { Parts, ProvenActor } from './parts.ts';
import { UserError } from './user-error.ts';

/** Of a secret; Standard Webhooks asks for 24 to 64. */
const secretBytes = 32;

type WebhookParts = Pick<Parts, 'database' | 'settings' | 'audit' | 'site'>;

export async function listWebhooks({ settings }: Pick<Parts, 'settings'>): Promise<{ items: Webhook[] }> {
  const { webhooks } = await settings.webhooks();
  return { items: webhooks.map(shown) };
}

/** Whoever shows what is sent in a chat cannot check a signature: only the plain format has a secret. */
export async function addWebhook(
  parts: WebhookParts & Pick<Parts, 'webhookSecrets' | 'newWebhookId' | 'random'>,
  wish: WebhookWish,
  actor: ProvenActor,
): Promise<NewWebhook> {
  requireFreshProof(actor, actor.now);
  refusePlain(parts, wish);
  const before = await parts.settings.webhooks();
  if (before.webhooks.length >= mostWebhooks) throw new UserError({ code: 'too-many-webhooks' });
  const id = parts.newWebhookId(actor.now);
  const secret = wish.format === 'json' ? parts.random(secretBytes) : undefined;
  const added: StoredWebhook = {
    id,
    ...wish,
    onSince: actor.now.toISOString(),
    ...(secret && { sealedSecret: await parts.webhookSecrets.seal(id, secret) }),
  };
  const entry = entryOf(actor, 'webhook-added', added);
  await changeWebhooks(parts, before, [...before.webhooks, added], entry);
  return { ...shown(added), ...(secret && { secret: `whsec_${Buffer.from(secret).toString('base64')}` }) };
}

export async function changeWebhook(
  parts: WebhookParts,
  id: string,
  change: WebhookChange,
  actor: ProvenActor,
): Promise<Webhook> {
  requireFreshProof(actor, actor.now);
  refusePlain(parts, change);
  const before = await parts.settings.webhooks();
  const kept = find(before.webhooks, id);
  const onSince = change.isOn && !kept.isOn ? actor.now.toISOString() : kept.onSince;
  const changed: StoredWebhook = { ...kept, ...change, onSince };
  const all = before.webhooks.map((one) => (one.id === id ? changed : one));
  await changeWebhooks(parts, before, all, entryOf(actor, 'webhook-changed', changed));
  return shown(changed);
}

export async function removeWebhook(parts: WebhookParts, id: string, actor: ProvenActor): Promise<void> {
  requireFreshProof(actor, actor.now);
  const before = await parts.settings.webhooks();
  const removed = find(before.webhooks, id);
  const others = before.webhooks.filter((one) => one.id !== id);
  await changeWebhooks(parts, before, others, entryOf(actor, 'webhook-removed', removed));
}

/** Sending comes from the entry, as with everything else that webhooks are told of. */
export async function testWebhook(
  { settings, audit }: Pick<Parts, 'settings' | 'audit'>,
  id: string,
  actor: ProvenActor,
): Promise<void> {
  const { webhooks } = await settings.webhooks();
  const { name } = find(webhooks, id);
  const { event, at } = auditEntry(actor, 'webhook-tested', { id, name }, { kind: 'webhook' });
  await audit.append(event, at);
}

export async function listDeliveries(
  { settings, deliveries }: Pick<Parts, 'settings' | 'deliveries'>,
  id: string,
): Promise<{ items: WebhookDelivery[] }> {
  const { webhooks } = await settings.webhooks();
  find(webhooks, id);
  const latest = await deliveries.latest(id, shownDeliveries);
  return { items: latest.map(shownDelivery) };
}

/** As `testWebhook`: the entry says which. */
export async function sendDeliveryAgain(
  { settings, audit, deliveries }: Pick<Parts, 'settings' | 'audit' | 'deliveries'>,
  { id, deliveryId }: { readonly id: string; readonly deliveryId: string },
  actor: ProvenActor,
): Promise<void> {
  const [{ webhooks }, delivery] = await Promise.all([settings.webhooks(), deliveries.get(deliveryId)]);
  const { name } = find(webhooks, id);
  if (delivery?.webhookId !== id) throw new UserError({ code: 'webhook-not-found' });
  const { event, at } = auditEntry(actor, 'webhook-sent-again', { id, name }, { kind: 'webhook', detail: deliveryId });
  await audit.append(event, at);
}

function refusePlain({ site }: Pick<Parts, 'site'>, { address }: WebhookChange): void {
  if (isPlain(address) && !isPlain(site)) {
    throw new UserError({ code: 'webhook-plain', fault: 'must be an https address' });
  }
}

function find(webhooks: readonly StoredWebhook[], id: string): StoredWebhook {
  const found = webhooks.find((one) => one.id === id);
  if (found === undefined) throw new UserError({ code: 'webhook-not-found' });
  return found;
}

function shown({ id, name, address, format, kinds, isOn }: StoredWebhook): Webhook {
  return { id, name, address, format, kinds, isOn };
}

function shownDelivery({ noticeId, kind, at, state, attempts, lastAttempt, dueAt }: Delivery): WebhookDelivery {
  const { at: triedAt, status, fault } = lastAttempt ?? {};
  return {
    id: noticeId,
    kind,
    at,
    state,
    attempts,
    triedAt,
    status,
    fault,
    ...(state === 'waiting' && { nextAt: dueAt }),
  };
}

/** For the audit log: the host alone, since the path of a chat's address is what lets anybody write there. */
function entryOf(
  actor: ProvenActor,
  action: 'webhook-added' | 'webhook-changed' | 'webhook-removed',
  { id, name, address, format, kinds, isOn }: StoredWebhook,
) {
  const detail = `${format} to ${new URL(address).host}, ${isOn ? 'on' : 'off'}: ${kinds.join(', ')}`.slice(0, 500);
  return auditEntry(actor, action, { id, name }, { kind: 'webhook', detail });
}
