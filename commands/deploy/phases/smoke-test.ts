import { runSmokeTest } from '../../run-smoke-test.ts';
import { publicOriginOf } from '../public-origin.ts';
import { ToldError } from '../told-error.ts';
import type { Phase } from './phase.ts';

/** What people and machines would see at the public address. */
export const smoke: Phase = {
  title: 'Smoke test',
  run: async (deployment) => {
    const origin = await publicOriginOf(deployment);
    const failed = await runSmokeTest(origin, deployment.terminal.say);
    if (failed > 0) throw new ToldError(`${failed} of the expectations above do not hold at ${origin}.`);
    return `${origin} answers as it should`;
  },
};
