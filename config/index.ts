import { dev } from './dev.ts';
import { environmentSchema, type Environment } from './environment.ts';
import { prod } from './prod.ts';

/** Every environment that can be deployed. Another one is another file and another name here. */
const environments: Readonly<Record<string, Environment>> = { dev, prod };

export const environmentNames: readonly string[] = Object.keys(environments);

/**
 * The checked values of an environment.
 * @throws Error when no environment has that name, so that a typing error never deploys another one
 */
export function loadEnvironment(name: string | undefined): Environment {
  const environment = name !== undefined && Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (environment === undefined) {
    throw new Error(`CLOUDAPP_ENVIRONMENT must be one of ${environmentNames.join(', ')}, not '${name ?? ''}'`);
  }
  return environmentSchema.parse(environment);
}
