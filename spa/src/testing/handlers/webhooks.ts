import type { Webhook, WebhookDelivery } from '@cloudapp/contracts/webhook';
import type { HttpHandler } from 'msw';
import { MockProblem, mockRoute } from '../mock-route.ts';
import type { World } from '../world.ts';

export const webhookSecret = `whsec_${'c2VjcmV0'.repeat(5)}c2U=`;

function webhookById({ webhooks }: World, id: string): Webhook {
  const webhook = webhooks.find((one) => one.id === id);
  if (!webhook) throw new MockProblem('not-found');
  return webhook;
}

/** Webhooks whose receivers take everything at once. */
export function webhookHandlers(world: World): HttpHandler[] {
  const sent = (id: string, more: Partial<WebhookDelivery>): WebhookDelivery => {
    const at = new Date().toISOString();
    const number = `${world.deliveries.length + 1}`.padEnd(26, '0');
    const own = { id: `${id}_evt_${number}_test`, kind: 'test', at } as const;
    return { ...own, ...more, state: 'sent', attempts: 1, triedAt: at, status: 204 };
  };
  return [
    mockRoute('listWebhooks', () => ({ items: world.webhooks })),
    mockRoute('addWebhook', ({ body }) => {
      const added = { ...body, id: `whk_${`${world.webhooks.length + 1}`.padEnd(26, '0')}` };
      world.webhooks = [...world.webhooks, added];
      return body.format === 'json' ? { ...added, secret: webhookSecret } : added;
    }),
    mockRoute('changeWebhook', ({ params: { id }, body }) => {
      const changed = { ...webhookById(world, id), ...body };
      world.webhooks = world.webhooks.map((one) => (one.id === id ? changed : one));
      return changed;
    }),
    mockRoute('removeWebhook', ({ params: { id } }) => {
      const removed = webhookById(world, id);
      world.webhooks = world.webhooks.filter((one) => one !== removed);
      return undefined;
    }),
    mockRoute('testWebhook', ({ params: { id } }) => {
      world.deliveries = [sent(webhookById(world, id).id, {}), ...world.deliveries];
      return undefined;
    }),
    mockRoute('listDeliveries', ({ params: { id } }) => ({
      items: world.deliveries.filter((one) => one.id.startsWith(webhookById(world, id).id)),
    })),
    mockRoute('sendDeliveryAgain', ({ params: { id, deliveryId } }) => {
      world.deliveries = world.deliveries.map((one) => {
        const { at, kind } = one;
        return one.id === deliveryId ? sent(id, { id: deliveryId, at, kind }) : one;
      });
      return undefined;
    }),
  ];
}
