import { blueprintRoutes } from '@cloudapp/contracts/blueprint';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { Catalogue } from '../application/catalogue.ts';

export function implementBlueprintRoutes(catalogue: Catalogue): Route[] {
  return [
    implement(blueprintRoutes.listBlueprints, async () => ({ items: await catalogue.list() })),
    implement(blueprintRoutes.getBlueprint, async ({ params, problem }) => {
      const blueprint = await catalogue.get(params.id);
      if (!blueprint) throw problem('not-found');
      return blueprint;
    }),
  ];
}
