import { deployStacks, synthesiseStacks } from '../stacks.ts';
import type { Phase } from './phase.ts';

/** The repositories, which images need before everything else needs the images. */
export const registry: Phase = {
  title: 'Registry',
  run: async (deployment) => await deployStacks(deployment, await synthesiseStacks(deployment, { only: ['registry'] })),
};
