import { noticeKindSchema } from '@cloudapp/contracts/notice';
import { instant } from '@cloudapp/contracts/primitives';
import { deliveryKinds, webhookFormats } from '@cloudapp/contracts/webhook';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  format: z.enum(webhookFormats),
  kinds: z.array(noticeKindSchema),
  isOn: z.boolean(),
  /** Since when it is on, or was the last time: what happened before is none of its business. */
  onSince: instant,
  /** What it signs with, encrypted by KMS for this webhook, base64; only of those that sign. */
  sealedSecret: z.string().optional(),
});

/** All webhooks of the organisation, in the order in which they were added: one item, since whatever happens may concern each. */
export const webhooksItem = defineItem({
  table: 'settings',
  schema: z.object({
    webhooks: z.array(webhookSchema),
    /** Counts edits, so that two at once cannot overwrite each other. */
    version: z.int(),
  }),
});

const personSchema = z.object({ id: z.string(), name: z.string() });

const newDeliverySchema = z.object({
  /** Made of the webhook, the entry of the audit log and the kind: the same whoever derives it, and however often. */
  noticeId: z.string(),
  webhookId: z.string(),
  kind: z.enum(deliveryKinds),
  /** When it happened. */
  at: instant,
  actor: personSchema.optional(),
  machine: personSchema.optional(),
  /** Whose account it is, or whose machine. */
  person: personSchema.optional(),
  address: z.string().optional(),
  detail: z.string().optional(),
  /** Of a warning: when that happens of which it warns. */
  happensAt: instant.optional(),
});

/** What an attempt came to. */
const attemptSchema = z.object({
  at: instant,
  /** What the receiver answered, where it did. */
  status: z.int().optional(),
  fault: z.string().optional(),
});

/** Something that one webhook is to be told. */
export const deliveryItem = defineItem({
  table: 'notices',
  schema: newDeliverySchema.extend({
    state: z.enum(['waiting', 'sending', 'sent', 'given-up']),
    /** How often sending has begun since it last began to wait. It tells an attempt from the next, so that a late one changes nothing. */
    attempts: z.int().min(0),
    /** Since when it is to be sent: since it was added, or since somebody asked for it again. */
    waitingSince: instant,
    /** When it is tried again; absent of those that have ended. */
    dueAt: instant.optional(),
    lastAttempt: attemptSchema.optional(),
  }),
});

export type StoredWebhook = Readonly<z.infer<typeof webhookSchema>>;
export type StoredWebhooks = Readonly<ReturnType<typeof webhooksItem.parse>>;
export type NewDelivery = Readonly<z.output<typeof newDeliverySchema>>;
export type Delivery = Readonly<ReturnType<typeof deliveryItem.parse>>;
export type DeliveryAttempt = Readonly<z.output<typeof attemptSchema>>;
