import type { Environment } from '../../config/environment.ts';
import type { Resource } from '../../stacks/testing/synthesise.ts';
import type { Clients } from './clients.ts';
import type { DeployOptions } from './options.ts';
import type { Programs } from './programs.ts';
import type { Surroundings } from './surroundings.ts';
import type { Terminal } from './terminal.ts';

/** What preflight and phases work with. */
export interface Deployment {
  readonly environment: Environment;
  readonly options: DeployOptions;
  /** Everything that the stacks make, as synthesised. */
  readonly resources: readonly Resource[];
  /** Tag of all images: the commit that they are built from. */
  readonly imageTag: string;
  /** Where the stacks are synthesised to and Terraform runs. */
  readonly folder: string;
  readonly clients: Clients;
  readonly programs: Programs;
  readonly surroundings: Surroundings;
  readonly terminal: Terminal;
  readonly now: Date;
}
