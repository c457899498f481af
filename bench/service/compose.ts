import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { ServiceName } from '@cloudapp/contracts/service';
import type { Database } from '@cloudapp/data/database';
import { createLogger } from '@cloudapp/service-kit/logger';
import { serviceVariables } from '@cloudapp/service-kit/testing/service-variables';
import { environmentSchema as usersEnvironment } from '../../microservices/create-user/src/environment.ts';
import { composeService as composeUsers } from '../../microservices/create-user/src/service.ts';
import {
  readBlueprints,
  readMachineFiles,
} from '../../microservices/provision-instance/src/adapters/blueprint-folder.ts';
import { environmentSchema as machinesEnvironment } from '../../microservices/provision-instance/src/environment.ts';
import { createService as createMachines } from '../../microservices/provision-instance/src/service.ts';
import { variablesFor } from '../../microservices/provision-instance/src/testing/variables.ts';
import { environmentSchema as statsEnvironment } from '../../microservices/view-stats/src/environment.ts';
import { composeService as composeStats } from '../../microservices/view-stats/src/service.ts';

/** Where a bundle finds the files of `provision-instance`: benches are run from the root of the repository. */
const machinesFolder = join(process.cwd(), 'microservices', 'provision-instance');

const composers: Readonly<Record<ServiceName, (database: Database) => { readonly listener: RequestListener }>> = {
  'create-user': (database) => {
    const environment = usersEnvironment.parse({
      ...serviceVariables,
      MAX_FAILURES: '10',
      FAILURE_WINDOW_MINUTES: '15',
      INVITATION_HOURS: '72',
    });
    return composeUsers(database, environment, createLogger('create-user', environment.LOG_LEVEL));
  },
  'provision-instance': (database) => {
    const blueprints = readBlueprints(join(machinesFolder, 'blueprints'));
    const environment = machinesEnvironment.parse(variablesFor(blueprints.map(({ id }) => id)));
    const machineFiles = readMachineFiles(join(machinesFolder, 'machine'));
    const logger = createLogger('provision-instance', environment.LOG_LEVEL);
    // Not started: it looks after no machines, so that requests alone are measured.
    return createMachines({ environment, logger, blueprints, machineFiles, database }).application;
  },
  'view-stats': (database) => {
    const environment = statsEnvironment.parse({
      ...serviceVariables,
      AUDIT_ROOTS_BUCKET: 'none',
      AUDIT_KEY_ARN: 'none',
    });
    return composeStats(database, environment, createLogger('view-stats', environment.LOG_LEVEL));
  },
};

/** A service as it runs in production, on a database. */
export function composeOn(database: Database, service: ServiceName): RequestListener {
  return composers[service](database).listener;
}
