import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { join } from 'node:path';
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

async function buildAndPush({ programs }: Deployment, name: ImageName, tag: string): Promise<void> {
  const file =
    name === 'presentation'
      ? ['--file', 'spa/Dockerfile']
      : ['--file', 'microservices/Dockerfile', '--build-arg', `SERVICE=${name}`];
  // Fargate and nodes are arm64. Provenance would be two images more for each push, and only so many are kept.
  const build = ['build', '--platform', 'linux/arm64', '--provenance=false', ...file, '--tag', tag, '.'];
  await programs.show('docker', build, { cwd: root });
  await programs.show('docker', ['push', tag], { cwd: root });
}
