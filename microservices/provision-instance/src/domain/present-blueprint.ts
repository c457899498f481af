import type { Blueprint, BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import type { Expectation } from '@cloudapp/machines/domain/lessons';
import { sizes } from './sizes.ts';

/** A blueprint as people see it, with the times that real launches have taught. */
export function presentBlueprint(definition: BlueprintDefinition, expected: Expectation): Blueprint {
  return {
    id: definition.id,
    version: definition.version,
    name: definition.name,
    summary: definition.summary,
    description: definition.description,
    icon: definition.icon,
    tags: definition.tags,
    baseImage: definition.baseImage.name,
    sizes: definition.sizes.map((id) => sizes[id]),
    defaultSize: definition.defaultSize,
    diskGib: definition.diskGib,
    userName: definition.userName,
    openPorts: [...definition.openPorts, ...definition.publicPorts],
    steps: definition.steps.map(({ id, title, expectedSeconds }) => ({
      id,
      title,
      expectedSeconds: expected.steps.get(id) ?? expectedSeconds,
    })),
    tools: definition.login.tools.map(({ name, description }) => ({ name, description })),
    expectedSeconds: expected.wholeSeconds,
    learnt: expected.isLearnt,
  };
}
