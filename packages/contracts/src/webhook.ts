import * as z from 'zod';
import { noticeKindSchema, noticeKinds } from './notice.ts';
import { instant, isBareAddress, plainText } from './primitives.ts';
import { defineRoute } from './route.ts';

/** Webhooks of an organisation, at most. */
export const mostWebhooks = 10;
/** Deliveries that a list of them shows. */
export const shownDeliveries = 20;

/** What is sent: JSON that is signed, or what the chat programs Slack and Microsoft Teams show. */
export const webhookFormats = ['json', 'slack', 'teams'] as const;

/** What a delivery may be about: whatever people get e-mails of, and a test. */
export const deliveryKinds = [...noticeKinds, 'test'] as const;

const webhookId = z.string().regex(/^whk_[0-9a-z]{26}$/, 'must be the id of a webhook');

/** Made of the webhook, the entry of the audit log and the kind; it is the `webhook-id` by which receivers know a delivery again. */
const deliveryId = z
  .string()
  .max(150)
  .regex(/^whk_[0-9a-z]{26}_evt_[0-9a-z]{26}_[a-z-]+$/, 'must be the id of a delivery');

/** Plain HTTP is for where the pages themselves come by it. */
const addressSchema = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine(isBareAddress, 'must be an address without a user name, a password or a fragment')
  .meta({ description: 'Where deliveries are posted to: an https address that the internet reaches.' });

const changeSchema = z.strictObject({
  name: plainText(60),
  address: addressSchema,
  kinds: z
    .array(noticeKindSchema)
    .min(1)
    .max(noticeKinds.length)
    .meta({ description: 'What it is told of.' })
    .transform((kinds) => noticeKinds.filter((kind) => kinds.includes(kind))),
  isOn: z.boolean().meta({ description: 'Whether anything is sent; what happens while it is off is never sent.' }),
});

const formatSchema = z.enum(webhookFormats).meta({
  description: '`json` is signed as the Standard Webhooks specification says; `slack` and `teams` are what those show.',
});

const webhookSchema = z
  .object({
    id: webhookId,
    name: z.string(),
    address: z.string(),
    format: formatSchema,
    kinds: z.array(noticeKindSchema),
    isOn: z.boolean(),
  })
  .meta({ id: 'Webhook' });

const deliverySchema = z
  .object({
    id: deliveryId,
    kind: z.enum(deliveryKinds),
    at: instant.meta({ description: 'When that happened of which it tells.' }),
    state: z.enum(['waiting', 'sending', 'sent', 'given-up']),
    attempts: z.int().min(0),
    triedAt: instant.optional().meta({ description: 'When the last attempt ended.' }),
    status: z.int().optional().meta({ description: 'The status that the receiver answered the last attempt with.' }),
    fault: z.string().optional().meta({ description: 'Why the last attempt came to nothing.' }),
    nextAt: instant.optional().meta({ description: 'When it is tried again.' }),
  })
  .meta({ id: 'WebhookDelivery' });

const ofAdministrators = { service: 'create-user', caller: 'admin' } as const;
const ofOne = { ...ofAdministrators, params: z.strictObject({ id: webhookId }) } as const;

export const listWebhooks = defineRoute({
  ...ofAdministrators,
  name: 'listWebhooks',
  method: 'GET',
  path: '/webhooks',
  scope: 'admin',
  summary: 'The webhooks of the organisation',
  status: 200,
  response: z.object({ items: z.array(webhookSchema) }),
});

export const addWebhook = defineRoute({
  ...ofAdministrators,
  name: 'addWebhook',
  method: 'POST',
  path: '/webhooks',
  summary: 'Have an address told of what happens',
  body: changeSchema.extend({ format: formatSchema }),
  status: 201,
  response: webhookSchema
    .extend({
      secret: z.string().optional().meta({ description: 'What signatures are made with. It is shown this once.' }),
    })
    .meta({ id: 'NewWebhook' }),
  problems: ['proof-required', 'too-many-webhooks', 'edit-conflict'],
});

export const changeWebhook = defineRoute({
  ...ofOne,
  name: 'changeWebhook',
  method: 'PUT',
  path: '/webhooks/:id',
  summary: 'Change a webhook; its format and its secret stay',
  body: changeSchema,
  status: 200,
  response: webhookSchema,
  problems: ['proof-required', 'edit-conflict'],
});

export const removeWebhook = defineRoute({
  ...ofOne,
  name: 'removeWebhook',
  method: 'DELETE',
  path: '/webhooks/:id',
  summary: 'Send nothing more to an address, and forget its secret',
  status: 204,
  response: null,
  problems: ['proof-required', 'edit-conflict'],
});

export const testWebhook = defineRoute({
  ...ofOne,
  name: 'testWebhook',
  method: 'POST',
  path: '/webhooks/:id/test',
  summary: 'Send a test within seconds, also where the webhook is off; its deliveries say what came of it',
  status: 202,
  response: null,
});

export const listDeliveries = defineRoute({
  ...ofOne,
  name: 'listDeliveries',
  method: 'GET',
  path: '/webhooks/:id/deliveries',
  scope: 'admin',
  summary: 'The last deliveries of a webhook, the newest first, as of a moment ago',
  status: 200,
  response: z.object({ items: z.array(deliverySchema).max(shownDeliveries) }),
});

export const sendDeliveryAgain = defineRoute({
  ...ofAdministrators,
  name: 'sendDeliveryAgain',
  method: 'POST',
  path: '/webhooks/:id/deliveries/:deliveryId/again',
  params: z.strictObject({ id: webhookId, deliveryId }),
  summary: 'Send a delivery again under its id, whatever came of it before',
  status: 202,
  response: null,
});

export type Webhook = z.infer<typeof webhookSchema>;
export type NewWebhook = z.infer<typeof addWebhook.response>;
export type WebhookChange = z.infer<typeof changeSchema>;
export type WebhookWish = z.infer<typeof addWebhook.body>;
export type WebhookFormat = (typeof webhookFormats)[number];
export type WebhookDelivery = z.infer<typeof deliverySchema>;
export type DeliveryKind = (typeof deliveryKinds)[number];

export const webhookRoutes = {
  listWebhooks,
  addWebhook,
  changeWebhook,
  removeWebhook,
  testWebhook,
  listDeliveries,
  sendDeliveryAgain,
};
