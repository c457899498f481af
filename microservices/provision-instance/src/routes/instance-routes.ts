import { instanceRoutes } from '@cloudapp/contracts/instance';
import { powerActions } from '@cloudapp/contracts/instance-state';
import { printableLines } from '@cloudapp/contracts/terminal-text';
import type { InstanceLists } from '@cloudapp/data/instance-lists';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import type { Machines } from '@cloudapp/machines/composition';
import { passing } from '@cloudapp/machines/domain/facts';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { visibleInstance } from '../application/find-instance.ts';
import type { InstanceActions } from '../application/instance-actions.ts';
import type { LoginAccess } from '../application/login-access.ts';
import type { MachineKeys } from '../application/machine-keys.ts';
import { presentInstance } from '../domain/present-instance.ts';
import { actorOf } from './actor.ts';

export interface InstanceRouteParts {
  readonly machines: Pick<Machines, 'instances' | 'ec2'>;
  readonly lists: InstanceLists;
  readonly owners: PresentOwners;
  readonly actions: InstanceActions;
  readonly login: LoginAccess;
  readonly keys: MachineKeys;
}

export function implementInstanceRoutes(parts: InstanceRouteParts): Route[] {
  const { machines, lists, owners, actions, login, keys } = parts;
  const { instances, ec2 } = machines;
  return [
    implement(instanceRoutes.listInstances, async ({ actor, query, now }) => {
      const page = await lists.list({ ...query, ownerId: actor.user.id }, actor.user);
      return { ...page, items: page.items.map((record) => presentInstance(record, actor.user.id, now)) };
    }),
    implement(instanceRoutes.getInstance, async (request) => {
      const actor = actorOf(request);
      const record = await visibleInstance(instances, request.params.id, actor);
      return presentInstance(await owners.ofOne(record, actor), actor.id, request.now);
    }),
    ...powerActions.map((action) =>
      implement(instanceRoutes[`${action}Instance`], async (request) =>
        actions.perform(request.params.id, action, actorOf(request), request.now),
      ),
    ),
    implement(instanceRoutes.extendInstance, async (request) =>
      actions.extend(request.params.id, request.body.hours, actorOf(request), request.now),
    ),
    implement(instanceRoutes.keepInstance, async (request) =>
      actions.keep(request.params.id, actorOf(request), request.now),
    ),
    implement(instanceRoutes.replaceKey, async (request) =>
      keys.replace(request.params.id, request.body, actorOf(request), request.now),
    ),
    implement(instanceRoutes.getLoginDetails, async (request) => login.details(request.params.id, actorOf(request))),
    implement(instanceRoutes.revealSecret, async (request) => {
      const { id, secretId } = request.params;
      return { value: await login.reveal(id, secretId, actorOf(request), request.now) };
    }),
    implement(instanceRoutes.getConsole, async (request) => {
      const record = await visibleInstance(instances, request.params.id, actorOf(request));
      const { ec2InstanceId } = passing(record);
      if (ec2InstanceId === undefined) return { output: '' };
      const { output, at } = await ec2.consoleOutput(ec2InstanceId);
      return { output: printableLines(output), at };
    }),
    implement(instanceRoutes.listActivity, async (request) => {
      await visibleInstance(instances, request.params.id, actorOf(request));
      return await instances.listActivity(request.params.id, request.query);
    }),
  ];
}
