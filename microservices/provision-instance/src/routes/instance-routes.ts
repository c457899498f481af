import { instanceRoutes } from '@cloudapp/contracts/instance';
import type { InstanceLists } from '@cloudapp/data/instance-lists';
import type { Machines } from '@cloudapp/machines/composition';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { InstanceActions } from '../domain/instance-actions.ts';
import { visibleInstance } from '../domain/instance-access.ts';
import type { LoginAccess } from '../domain/login-access.ts';
import { presentInstance } from '../domain/present-instance.ts';
import { viewerOf } from './viewer.ts';

export interface InstanceRouteParts {
  readonly machines: Pick<Machines, 'instances' | 'ec2'>;
  readonly lists: InstanceLists;
  readonly actions: InstanceActions;
  readonly login: LoginAccess;
}

export function implementInstanceRoutes({ machines, lists, actions, login }: InstanceRouteParts): Route[] {
  const { instances, ec2 } = machines;
  return [
    implement(instanceRoutes.listInstances, async ({ actor, query, now }) => {
      const page = await lists.list({ ...query, ownerId: actor.user.id });
      return { ...page, items: page.items.map((record) => presentInstance(record, actor.user.id, now)) };
    }),
    implement(instanceRoutes.getInstance, async ({ actor, clientAddress, params, now }) => {
      const record = await visibleInstance(instances, params.id, viewerOf(actor, clientAddress));
      return presentInstance(record, actor.user.id, now);
    }),
    implement(instanceRoutes.startInstance, async ({ actor, clientAddress, params, now }) =>
      actions.perform(params.id, 'start', viewerOf(actor, clientAddress), now),
    ),
    implement(instanceRoutes.stopInstance, async ({ actor, clientAddress, params, now }) =>
      actions.perform(params.id, 'stop', viewerOf(actor, clientAddress), now),
    ),
    implement(instanceRoutes.rebootInstance, async ({ actor, clientAddress, params, now }) =>
      actions.perform(params.id, 'reboot', viewerOf(actor, clientAddress), now),
    ),
    implement(instanceRoutes.terminateInstance, async ({ actor, clientAddress, params, now }) =>
      actions.perform(params.id, 'terminate', viewerOf(actor, clientAddress), now),
    ),
    implement(instanceRoutes.extendInstance, async ({ actor, clientAddress, params, body, now }) =>
      actions.extend(params.id, body.hours, viewerOf(actor, clientAddress), now),
    ),
    implement(instanceRoutes.getLoginDetails, async ({ actor, clientAddress, params }) =>
      login.details(params.id, viewerOf(actor, clientAddress)),
    ),
    implement(instanceRoutes.revealSecret, async ({ actor, clientAddress, params, now }) => ({
      value: await login.reveal(params.id, params.secretId, viewerOf(actor, clientAddress), now),
    })),
    implement(instanceRoutes.getConsole, async ({ actor, clientAddress, params }) => {
      const { ec2InstanceId } = await visibleInstance(instances, params.id, viewerOf(actor, clientAddress));
      return ec2InstanceId === undefined ? { output: '' } : await ec2.consoleOutput(ec2InstanceId);
    }),
    implement(instanceRoutes.listActivity, async ({ actor, clientAddress, params, query }) => {
      await visibleInstance(instances, params.id, viewerOf(actor, clientAddress));
      return await instances.listEvents(params.id, query);
    }),
  ];
}
