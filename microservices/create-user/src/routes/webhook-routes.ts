import { webhookRoutes as contracts } from '@cloudapp/contracts/webhook';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { Parts } from '../application/parts.ts';
import {
  addWebhook,
  changeWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  sendDeliveryAgain,
  testWebhook,
} from '../application/webhooks.ts';
import { actorOf } from './actor.ts';

/** The addresses that are told of what happens, and what they were told. */
export function webhookRoutes(parts: Parts): Route[] {
  return [
    implement(contracts.listWebhooks, () => listWebhooks(parts)),
    implement(contracts.addWebhook, (request) => addWebhook(parts, request.body, actorOf(request))),
    implement(contracts.changeWebhook, (request) =>
      changeWebhook(parts, request.params.id, request.body, actorOf(request)),
    ),
    implement(contracts.removeWebhook, (request) => removeWebhook(parts, request.params.id, actorOf(request))),
    implement(contracts.testWebhook, (request) => testWebhook(parts, request.params.id, actorOf(request))),
    implement(contracts.listDeliveries, ({ params }) => listDeliveries(parts, params.id)),
    implement(contracts.sendDeliveryAgain, (request) => sendDeliveryAgain(parts, request.params, actorOf(request))),
  ];
}
