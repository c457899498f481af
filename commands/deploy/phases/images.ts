import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { ClientException, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { join } from 'node:path';
import { physicalName } from '../../../stacks/names.ts';
import { imageNames, type ImageName } from '../../../stacks/registry.ts';
import type { Deployment } from '../deployment.ts';
import { findImages, repositoryName } from '../images.ts';
import { ToldError } from '../told-error.ts';
import type { Phase } from './phase.ts';

const root = join(import.meta.dirname, '../../..');

/** Builds and pushes each image that the registry does not have under the commit; a tag never moves. */
export const images: Phase = {
  title: 'Images',
  run: async (deployment) => {
    const { clients, environment, imageTag, terminal } = deployment;
    const found = await findImages(clients.ecr, environment, imageTag);
    const missing = imageNames.filter((name) => found[name] === undefined);
    if (missing.length === 0) return `all ${imageNames.length} are in the registry`;
    const registry = await signIn(deployment);
    for (const name of missing) {
      terminal.say(`— ${name}`);
      await buildAndPush(deployment, name, `${registry}/${repositoryName(environment, name)}:${imageTag}`);
    }
    return `pushed ${missing.join(', ')}`;
  },
};

/** @returns the registry's host */
async function signIn({ clients, programs }: Deployment): Promise<string> {
  const { authorizationData } = await clients.ecr.send(new GetAuthorizationTokenCommand({}));
  const { authorizationToken = '', proxyEndpoint } = authorizationData?.[0] ?? {};
  if (proxyEndpoint === undefined) throw new ToldError('The registry gave no address to sign in to.');
  const host = proxyEndpoint.replace(/^https?:\/\//, '');
  const [username = '', ...rest] = Buffer.from(authorizationToken, 'base64').toString().split(':');
  const login = ['login', '--username', username, '--password-stdin', host];
  await programs.read('docker', login, { input: rest.join(':') });
  return host;
}

async function buildAndPush(deployment: Deployment, name: ImageName, tag: string): Promise<void> {
  const { programs } = deployment;
  const file =
    name === 'presentation'
      ? ['--file', 'spa/Dockerfile', ...(await previousOf(deployment))]
      : ['--file', 'microservices/Dockerfile', '--build-arg', `SERVICE=${name}`];
  // Fargate and nodes are arm64. Attestations would be images of their own in the registry, which keeps a number of images.
  const target = ['--platform', 'linux/arm64', '--provenance=false', '--sbom=false'];
  await programs.show('docker', ['build', ...target, ...file, '--tag', tag, '.'], { cwd: root });
  await programs.show('docker', ['push', tag], { cwd: root });
}

/** The image of the pages that runs now: its assets are shipped too, since tasks of both releases answer for a while. */
async function previousOf({ clients, environment }: Deployment): Promise<string[]> {
  const taskDefinition = physicalName(environment, 'presentation');
  try {
    const answer = await clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const running = answer.taskDefinition?.containerDefinitions?.[0]?.image;
    return running === undefined ? [] : ['--build-arg', `PREVIOUS=${running}`];
  } catch (error) {
    // What ECS answers for one that does not exist.
    if (error instanceof ClientException) return [];
    throw error;
  }
}
