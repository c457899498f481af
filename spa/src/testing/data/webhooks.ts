import type { Webhook, WebhookDelivery } from '@cloudapp/contracts/webhook';
import { ago } from './records.ts';

const id = `whk_${'9'.padEnd(26, '0')}`;

/** A webhook that is on, for a chat. */
export function exampleWebhook(changes: Partial<Webhook> = {}): Webhook {
  return {
    id,
    name: 'Operations',
    address: 'https://hooks.example.org/services/T0/B0/secret',
    format: 'slack',
    kinds: ['machine-failed', 'deletion-ahead'],
    isOn: true,
    ...changes,
  };
}

/** One that waits for its second attempt. */
export function waitingDelivery(changes: Partial<WebhookDelivery> = {}): WebhookDelivery {
  return {
    id: `${id}_evt_${'8'.padEnd(26, '0')}_machine-failed`,
    kind: 'machine-failed',
    at: ago({ minutes: 3 }),
    state: 'waiting',
    attempts: 2,
    triedAt: ago({ minutes: 1 }),
    status: 503,
    fault: 'It did not take it',
    nextAt: ago({ minutes: -2 }),
    ...changes,
  };
}
