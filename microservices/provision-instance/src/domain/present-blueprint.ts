import type { Blueprint, BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { diskHour, publicAddressHour, type MachinePrices } from '@cloudapp/contracts/machine-prices';
import type { Expectation } from '@cloudapp/machines/domain/lessons';
import { sizeAt } from './sizes.ts';

/** A blueprint as people see it, with the times that real launches have taught. */
export function presentBlueprint(
  definition: BlueprintDefinition,
  expected: Expectation,
  prices: MachinePrices,
): Blueprint {
  const stoppedCostPerHour = diskHour(prices, definition.diskGib);
  return {
    id: definition.id,
    version: definition.version,
    name: definition.name,
    summary: definition.summary,
    description: definition.description,
    icon: definition.icon,
    tags: definition.tags,
    keywords: definition.keywords,
    baseImage: definition.baseImage.name,
    sizes: definition.sizes.map((id) => {
      const size = sizeAt(prices, id);
      return { ...size, costPerHour: size.pricePerHour + stoppedCostPerHour + publicAddressHour };
    }),
    defaultSize: definition.defaultSize,
    diskGib: definition.diskGib,
    stoppedCostPerHour,
    userName: definition.userName,
    openPorts: [...definition.openPorts, ...definition.publicPorts],
    steps: definition.steps.map(({ id, title, expectedSeconds }) => ({
      id,
      title,
      expectedSeconds: expected.steps.get(id) ?? expectedSeconds,
    })),
    tools: definition.login.tools.map(({ name, description, scheme }) => ({ name, description, scheme })),
    expectedSeconds: expected.wholeSeconds,
    learnt: expected.isLearnt,
  };
}
