import { noticeKindSchema } from '@cloudapp/contracts/notice';
import { instant } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { defineItem } from './stored-item.ts';

const noticeSchema = z.object({
  /** Made of the entry of the audit log, the kind and the recipient: the same whoever derives it, and however often. */
  noticeId: z.string(),
  kind: noticeKindSchema,
  recipientId: z.string(),
  /** When it happened. */
  at: instant,
  /** Who did it, where somebody else did. */
  actorName: z.string().optional(),
  /** Of a machine. */
  machine: z.object({ id: z.string(), name: z.string() }).optional(),
  address: z.string().optional(),
  /** What the audit log says besides. */
  detail: z.string().optional(),
  /** Of a warning: when that happens of which it warns. */
  happensAt: instant.optional(),
});

const queuedSchema = noticeSchema.extend({
  /** How often sending has begun. It tells an attempt from the next, so that a late one changes nothing. */
  attempts: z.int().min(0),
});

/** An e-mail that is to be sent. */
export const noticeItem = defineItem({ table: 'notices', schema: queuedSchema });

/** An address that takes no mail, or whose owner calls ours unwanted. */
export const mailAddressItem = defineItem({
  table: 'notices',
  schema: z.object({ email: z.string(), trouble: z.enum(['bounced', 'complained']), since: instant }),
});

/** Until when the log was looked through for what the stream has lost. */
export const lookedThroughItem = defineItem({ table: 'notices', schema: z.object({ until: instant }) });

export type Notice = Readonly<z.output<typeof noticeSchema>>;
export type QueuedNotice = Readonly<ReturnType<typeof noticeItem.parse>>;
export type MailAddress = Readonly<ReturnType<typeof mailAddressItem.parse>>;
