import { imageNames } from '../../stacks/registry.ts';
import type { Deployment } from './deployment.ts';
import { findImages } from './images.ts';
import { changesBesidesImages } from './only-images.ts';
import { smoke } from './phases/smoke-test.ts';
import { lookHere } from './preflight/preflight.ts';
import { hasFaults, reportOf } from './preflight/report.ts';
import { openStackRunner, synthesiseStacks } from './stacks.ts';
import { ToldError } from './told-error.ts';

/** The stacks that run images. */
const stacksWithImages = ['services', 'presentation'];

/**
 * Puts the images of an earlier commit back, and nothing else: what newer code made of the stacks, and what is stored, stays.
 *
 * @param deployment its `imageTag` is the earlier commit
 * @throws ToldError before anything changed where an image is gone, or where more than images would change
 */
export async function rollBack(deployment: Deployment): Promise<void> {
  const { clients, environment, imageTag, terminal } = deployment;
  const findings = await lookHere(deployment);
  terminal.say(reportOf(findings));
  if (hasFaults(findings)) throw new ToldError('Nothing was changed: mend what is marked FAULT, then run this again.');
  const digests = await findImages(clients.ecr, environment, imageTag);
  const gone = imageNames.filter((name) => digests[name] === undefined);
  if (gone.length > 0) throw new ToldError(`The registry has no ${gone.join(', ')} of ${imageTag}.`);
  await replaceImages(deployment, digests);
  terminal.say(`✓ ${await smoke.run(deployment)}`);
}

async function replaceImages(deployment: Deployment, digests: Awaited<ReturnType<typeof findImages>>): Promise<void> {
  const { terminal } = deployment;
  const all = await synthesiseStacks(deployment, { digests });
  const terraform = await openStackRunner(deployment);
  const changed: typeof all = [];
  for (const stack of all.filter(({ name }) => stacksWithImages.includes(name))) {
    terminal.say(`— ${stack.name}`);
    const { isChanged } = await terraform.plan(stack);
    if (!isChanged) continue;
    const others = changesBesidesImages(await terraform.showPlan(stack));
    if (others.length > 0) {
      const remedy = 'Nothing was changed: run this from the commit that is deployed.';
      throw new ToldError(`More than images would change: ${others.join(', ')}. ${remedy}`);
    }
    changed.push(stack);
  }
  for (const stack of changed) await terraform.apply(stack);
  terminal.say(changed.length === 0 ? 'These images run already.' : `✓ ${changed.map(({ name }) => name).join(', ')}`);
}
