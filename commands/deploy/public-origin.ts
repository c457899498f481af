import type { Deployment } from './deployment.ts';
import { openStackRunner, synthesiseStacks } from './stacks.ts';
import { ToldError } from './told-error.ts';

/** The address that the stacks have given the product. */
export async function publicOriginOf(deployment: Deployment): Promise<string> {
  const stacks = await synthesiseStacks(deployment, { only: ['network'] });
  const network = stacks.find(({ name }) => name === 'network');
  if (network === undefined) throw new ToldError('There is no stack network.');
  return (await openStackRunner(deployment)).output(network, 'public-origin');
}
