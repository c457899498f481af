import { launchRoutes, type LaunchOutcome } from '@cloudapp/contracts/launch';
import { problemDocument } from '@cloudapp/contracts/problem';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { ownInstance } from '../application/find-instance.ts';
import type { Launches } from '../application/launches.ts';
import { RefusedError } from '../application/refused-error.ts';
import type { Outcome, SeveralLaunches } from '../application/several-launches.ts';
import { idempotentRequest } from '../domain/idempotent-request.ts';
import { actorOf } from './actor.ts';
import { problemOf } from './problems.ts';

interface LaunchRouteParts {
  readonly launches: Launches;
  readonly several: SeveralLaunches;
  readonly instances: InstanceRepository;
}

export function implementLaunchRoutes({ launches, several, instances }: LaunchRouteParts): Route[] {
  return [
    implement(launchRoutes.launchInstance, async (request) => {
      const { headers, body, now } = request;
      const actor = actorOf(request);
      const { id, name, email } = actor;
      const once = idempotentRequest(id, keyIn(headers), ['launch', sorted(body)]);
      return await launches.launch({ id, name, email }, actor, body, once, now);
    }),
    implement(launchRoutes.launchSeveral, async (request) => {
      const { headers, body, now } = request;
      const actor = actorOf(request);
      const { id, name, email } = actor;
      const once = idempotentRequest(id, keyIn(headers), ['several', sorted(body)]);
      const outcomes = await several.launch({ id, name, email }, actor, body, once, now);
      return { items: outcomes.map(presentOutcome) };
    }),
    implement(launchRoutes.retryInstance, async (request) => {
      const { headers, params, query, now } = request;
      const actor = actorOf(request);
      const failed = await ownInstance(instances, params.id, actor);
      const once = idempotentRequest(actor.id, keyIn(headers), ['retry', params.id, query.size]);
      const { id, name, email } = actor;
      return await launches.retry(failed, { owner: { id, name, email }, actor, size: query.size }, once, now);
    }),
  ];
}

function presentOutcome({ name, machine, refused }: Outcome): LaunchOutcome {
  if (machine) return { outcome: 'launched', name, machine };
  const { code, details } = problemOf(new RefusedError(refused));
  return { outcome: 'refused', name, problem: problemDocument(code, details) };
}

function keyIn({ 'idempotency-key': key }: { readonly 'idempotency-key'?: string | undefined }): string {
  if (key === undefined) throw new RefusedError({ code: 'key-missing' });
  return key;
}

/** Two bodies that say the same in another order are the same request. */
function sorted(body: object): unknown {
  return Object.entries(body).sort(([a], [b]) => a.localeCompare(b));
}
