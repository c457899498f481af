import { instanceRoutes } from '@cloudapp/contracts/instance';
import type { InstanceLists } from '@cloudapp/data/instance-lists';
import type { StrayRepository } from '@cloudapp/data/stray-repository';
import { implement, type Route } from '@cloudapp/service-kit/route';
import { presentInstance } from '../domain/present-instance.ts';

export function implementFleetRoutes(lists: InstanceLists, strays: StrayRepository): Route[] {
  return [
    implement(instanceRoutes.listFleet, async ({ actor, query, now }) => {
      const page = await lists.list(query, actor.user);
      return { ...page, items: page.items.map((record) => presentInstance(record, actor.user.id, now)) };
    }),
    implement(instanceRoutes.listStrays, async () => ({ items: await strays.list() })),
  ];
}
