import { blueprintRoutes } from '@cloudapp/contracts/blueprint';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { implement, type Route } from '@cloudapp/service-kit/route';
import type { Catalogue } from '../domain/catalogue.ts';

export function implementBlueprintRoutes(catalogue: Catalogue): Route[] {
  return [
    implement(blueprintRoutes.listBlueprints, async () => ({ items: await catalogue.list() })),
    implement(blueprintRoutes.getBlueprint, async ({ params }) => {
      const blueprint = await catalogue.get(params.id);
      if (!blueprint) throw new ProblemError('not-found');
      return blueprint;
    }),
  ];
}
