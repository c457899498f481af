import type { Deployment } from '../deployment.ts';
import { imageNames } from '../../../stacks/registry.ts';
import { findImages } from '../images.ts';
import { findTerraform } from '../terraform.ts';
import { ToldError } from '../told-error.ts';
import type { Check, Finding } from './finding.ts';

/** Whether the programs that the phases start are there. */
export const tools: Check = {
  subject: 'Tools',
  reads: [],
  find: async (deployment) => [
    await look('Terraform', 'Install Terraform 1.10 or newer, or OpenTofu.', async () => {
      const { program, version } = await findTerraform(deployment.programs);
      return `${program} ${version}`;
    }),
    await look('AWS CLI', 'Install the AWS CLI: Terraform signs in to the cluster with it.', async () =>
      firstWord(await deployment.programs.read('aws', ['--version'])),
    ),
    await work(deployment),
  ],
};

/** Whether Docker runs, which only images that are not in the registry need. */
export const docker: Check = {
  subject: 'Docker',
  reads: ['ecr:DescribeImages'],
  find: async ({ clients, environment, imageTag, programs }) => {
    const images = await findImages(clients.ecr, environment, imageTag);
    if (imageNames.every((name) => images[name] !== undefined)) {
      return [{ subject: 'Docker', state: 'fine', found: 'not needed: the registry has all images of the commit' }];
    }
    const version = async () => await programs.read('docker', ['version', '--format', '{{.Server.Version}}']);
    return [await look('Docker', 'Install Docker and start it: it builds the images.', version)];
  },
};

/** An image is named after its commit, so nothing else may be in it. */
async function work({ programs, imageTag }: Deployment): Promise<Finding> {
  const subject = 'Commit';
  const changed = (await programs.read('git', ['status', '--porcelain'])).split('\n').filter((line) => line !== '');
  if (changed.length === 0) return { subject, state: 'fine', found: imageTag };
  const found = `${changed.length} files differ from it, and images are named after their commit.`;
  return { subject, state: 'fault', found, remedy: 'Commit or stash your changes.' };
}

async function look(subject: string, remedy: string, ask: () => Promise<string>): Promise<Finding> {
  try {
    return { subject, state: 'fine', found: await ask() };
  } catch (error) {
    if (!(error instanceof ToldError)) throw error;
    return { subject, state: 'fault', found: error.message, remedy };
  }
}

const firstWord = (text: string): string => text.split(/\s/)[0] ?? '';
