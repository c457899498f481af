import { findImages } from '../images.ts';
import { deployStacks, synthesiseStacks } from '../stacks.ts';
import type { Phase } from './phase.ts';

/** Every stack, or those up to the one that was asked for, with the images by their digests. */
export const allStacks: Phase = {
  title: 'Stacks',
  run: async (deployment) => {
    const { clients, environment, imageTag, options } = deployment;
    const digests = await findImages(clients.ecr, environment, imageTag);
    const only = options.through === undefined ? {} : { only: [options.through] };
    return await deployStacks(deployment, await synthesiseStacks(deployment, { digests, ...only }));
  },
};
