import { instanceRoutes } from '@cloudapp/contracts/instance';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { idempotentRequest } from '../domain/idempotency.ts';
import { ownInstance } from '../domain/instance-access.ts';
import type { Launches } from '../domain/launches.ts';
import { viewerOf } from './viewer.ts';

export function implementLaunchRoutes(launches: Launches, instances: InstanceRepository): Route[] {
  return [
    implement(instanceRoutes.launchInstance, async ({ actor, clientAddress, headers, body, now }) => {
      const viewer = viewerOf(actor, clientAddress);
      const { id, name, email } = viewer;
      const request = idempotentRequest(id, headers['idempotency-key'], ['launch', sorted(body)]);
      return await launches.launch({ id, name, email }, viewer, body, request, now);
    }),
    implement(instanceRoutes.retryInstance, async ({ actor, clientAddress, headers, params, now }) => {
      const viewer = viewerOf(actor, clientAddress);
      const failed = await ownInstance(instances, params.id, viewer);
      const request = idempotentRequest(viewer.id, headers['idempotency-key'], ['retry', params.id]);
      return await launches.retry(failed, viewer, request, now);
    }),
  ];
}

/** Two bodies that say the same in another order are the same request. */
function sorted(body: object): unknown {
  return Object.entries(body).sort(([a], [b]) => a.localeCompare(b));
}
