import type { Deployment } from '../deployment.ts';
import { account } from './account.ts';
import { baseImages } from './base-images.ts';
import { cloudFront } from './cloudfront.ts';
import { clusterApi } from './cluster-api.ts';
import { deployingRole } from './deploying-role.ts';
import type { Check, Finding } from './finding.ts';
import { kubernetesVersion } from './kubernetes-version.ts';
import { mail } from './mail.ts';
import { quotas } from './quotas.ts';
import { docker, tools } from './tools.ts';
import { zones } from './zones.ts';

/** What can only be asked once there are credentials of the right account. */
const accountChecks: readonly Check[] = [deployingRole, quotas, cloudFront, zones, baseImages, kubernetesVersion, mail];
/** What a deployment that goes all the way needs besides. */
const wholeChecks: readonly Check[] = [docker, clusterApi];

/** Looks at everything that a deployment needs, and changes nothing. */
export async function preflight(deployment: Deployment): Promise<Finding[]> {
  const here = await lookHere(deployment);
  if (here.some(({ subject, state }) => subject === account.subject && state === 'fault')) return here;
  const checks = [...accountChecks, ...(deployment.options.through === undefined ? wholeChecks : [])];
  const found = await Promise.all(checks.map(async (check) => await find(check, deployment)));
  return [...here, ...found.flat()];
}

/** Only whether the programs are there, and credentials of the right account. */
export async function lookHere(deployment: Deployment): Promise<Finding[]> {
  return [...(await find(tools, deployment)), ...(await find(account, deployment))];
}

/** A question that fails is a fault: nothing is taken for fine that nobody saw. */
async function find(check: Check, deployment: Deployment): Promise<Finding[]> {
  try {
    return await check.find(deployment);
  } catch (error) {
    const { subject } = check;
    const reason = error instanceof Error ? error.name : String(error);
    const remedy = `The deploying role needs ${check.reads.join(', ')}.`;
    return [{ subject, state: 'fault', found: `It cannot be looked at: ${reason}.`, remedy }];
  }
}
