import { usageRoutes } from '@cloudapp/contracts/usage';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { MachineUsage } from '../application/machine-usage.ts';
import { actorOf } from './actor.ts';

export function implementUsageRoutes(usage: MachineUsage): Route[] {
  return [
    implement(usageRoutes.reportUsage, async ({ actor, params, body, now }) =>
      usage.take(params.id, actor.token, body.samples, now),
    ),
    implement(usageRoutes.keepFromMachine, async ({ actor, params, body, now }) =>
      usage.keepFromMachine(params.id, actor.token, body.minutes, now),
    ),
    implement(usageRoutes.keepRunning, async (request) =>
      usage.keep(request.params.id, request.body.hours, actorOf(request), request.now),
    ),
    implement(usageRoutes.getUsage, async (request) => usage.read(request.params.id, actorOf(request), request.now)),
  ];
}
