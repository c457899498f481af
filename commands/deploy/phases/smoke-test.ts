import { runSmokeTest } from '../../run-smoke-test.ts';
import { openStackRunner, synthesiseStacks } from '../stacks.ts';
import { ToldError } from '../told-error.ts';
import type { Phase } from './phase.ts';

/** What people and machines would see at the public address. */
export const smoke: Phase = {
  title: 'Smoke test',
  run: async (deployment) => {
    const stacks = await synthesiseStacks(deployment, { only: ['network'] });
    const network = stacks.find(({ name }) => name === 'network');
    if (network === undefined) throw new ToldError('There is no stack network.');
    const origin = await (await openStackRunner(deployment)).output(network, 'public-origin');
    const failed = await runSmokeTest(origin, deployment.terminal.say);
    if (failed > 0) throw new ToldError(`${failed} of the expectations above do not hold at ${origin}.`);
    return `${origin} answers as it should`;
  },
};
