import { join } from 'node:path';
import type { Environment } from '../../config/environment.ts';
import { loadEnvironment } from '../../config/index.ts';
import { resourcesIn, synthesiseTexts } from '../../stacks/testing/synthesise.ts';
import { closeClients, openClients } from './clients.ts';
import type { Deployment } from './deployment.ts';
import type { DeployOptions } from './options.ts';
import { openPrograms } from './programs.ts';
import { ownSurroundings } from './surroundings.ts';
import { ownTerminal } from './terminal.ts';
import { ToldError } from './told-error.ts';

const repository = join(import.meta.dirname, '../..');

/**
 * Makes what a deployment works with, and closes it afterwards.
 *
 * @param variables those of this process
 */
export async function withDeployment(
  environmentName: string,
  options: DeployOptions,
  variables: NodeJS.ProcessEnv,
  work: (deployment: Deployment) => Promise<void>,
): Promise<void> {
  const environment = environmentNamed(environmentName);
  const programs = openPrograms(variables);
  const imageTag = variables['CLOUDAPP_IMAGE_TAG'] ?? (await programs.read('git', ['rev-parse', 'HEAD']));
  const clients = openClients(environment.region);
  try {
    await work({
      environment,
      options,
      imageTag,
      clients,
      programs,
      resources: resourcesIn(synthesiseTexts(environment, imageTag)),
      folder: join(repository, '.local/deploy', environment.name),
      surroundings: ownSurroundings,
      terminal: ownTerminal(),
      now: new Date(),
    });
  } finally {
    closeClients(clients);
  }
}

function environmentNamed(name: string): Environment {
  try {
    return loadEnvironment(name);
  } catch (error) {
    throw new ToldError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Runs a command; what its caller must know is one sentence, and whatever else goes wrong keeps its stack trace. */
export async function tell(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof ToldError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
