import { idleCosts } from '../costs/costs.ts';
import { sumOf } from '../costs/line.ts';
import type { Deployment } from './deployment.ts';
import { administrator, requireTerminal } from './phases/administrator.ts';
import { allStacks } from './phases/all-stacks.ts';
import { bootstrap } from './phases/bootstrap.ts';
import { images } from './phases/images.ts';
import type { Phase } from './phases/phase.ts';
import { registry } from './phases/registry.ts';
import { smoke } from './phases/smoke-test.ts';
import { preflight } from './preflight/preflight.ts';
import { hasFaults, reportOf } from './preflight/report.ts';
import { ToldError } from './told-error.ts';

const allPhases: readonly Phase[] = [bootstrap, registry, images, allStacks, administrator, smoke];
/** What is done when only stacks up to a certain one are wanted. */
const phasesThrough: readonly Phase[] = [bootstrap, allStacks];

/**
 * Takes an account from empty to signed in. What is there already is recognised, so that it goes on where it broke off.
 *
 * @throws ToldError when something must be mended first; nothing has changed unless a phase had begun
 */
export async function deploy(deployment: Deployment): Promise<void> {
  const { options, terminal } = deployment;
  if (options.administrator !== undefined) requireTerminal(deployment);
  const findings = await preflight(deployment);
  terminal.say(reportOf(findings));
  if (hasFaults(findings)) throw new ToldError('Nothing was changed: mend what is marked FAULT, then run this again.');
  await agree(deployment);
  await runPhases(deployment, options.through === undefined ? allPhases : phasesThrough);
}

/** Tells what it costs, and asks. */
async function agree({ environment, resources, options, terminal }: Deployment): Promise<void> {
  const lines = idleCosts(environment, resources);
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, how, dollars } of lines) {
    terminal.say(`${what.padEnd(width)} ${dollars.toFixed(2).padStart(8)}  ${how}`);
  }
  const sum = sumOf(lines).toFixed(0);
  terminal.say(`${environment.name} costs about $${sum} a month at list prices while nobody uses it.`);
  if (options.yes) return;
  if (terminal.ask === undefined) throw new ToldError('Nobody can be asked about the cost here: add --yes to agree.');
  const answer = await terminal.ask('Deploy? [y/N] ');
  if (!/^y(es)?$/i.test(answer.trim())) throw new ToldError('Nothing was changed.');
}

export async function runPhases(deployment: Deployment, phases: readonly Phase[]): Promise<void> {
  for (const [index, { title, run }] of phases.entries()) {
    deployment.terminal.say(`\n[${index + 1}/${phases.length}] ${title}`);
    deployment.terminal.say(`✓ ${title}: ${await run(deployment)}`);
  }
}
