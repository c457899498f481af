import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { loadImageParameters } from '../../../stacks/product/blueprints.ts';
import type { Check } from './finding.ts';

/** Whether the region has the images that blueprints start from. */
export const baseImages: Check = {
  subject: 'Base images',
  reads: ['ssm:GetParameters'],
  find: async ({ clients, environment }) => {
    const Names = loadImageParameters();
    const { Parameters = [] } = await clients.ssm.send(new GetParametersCommand({ Names }));
    return Names.map((name) => {
      const value = Parameters.find(({ Name }) => Name === name)?.Value;
      const subject = `Image ${name}`;
      if (value !== undefined) return { subject, state: 'fine', found: value };
      const remedy = 'Name another public parameter as baseImage in the blueprints, or choose another region.';
      return { subject, state: 'fault', found: `${environment.region} has no such public parameter.`, remedy };
    });
  },
};
