import { openDatabase } from '@cloudapp/data/database';
import { awsClock } from '@cloudapp/service-kit/aws-clock';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironmentOrExit } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { runService } from '@cloudapp/service-kit/process';
import { runCreateAdministrator } from './create-administrator.ts';
import { environmentSchema } from './environment.ts';
import { composeParts, composeService } from './service.ts';

const environment = loadEnvironmentOrExit(environmentSchema, process.env);
const database = openDatabase(environment.TABLE_PREFIX, callSettings(patience.request));
const [command, ...options] = process.argv.slice(2);

if (command === 'create-administrator') {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  process.exitCode = await runCreateAdministrator(
    composeParts(database, environment),
    options,
    environment,
    print,
    awsClock.now(),
  );
  database.client.destroy();
} else {
  const logger = createLogger('create-user', environment.LOG_LEVEL);
  // Requests need not wait for it: until it is done, lists by name lack some who were stored before there were such lists.
  void composeParts(database, environment)
    .users.placeByName()
    .catch((error: unknown) => {
      logger.error({ err: error }, 'not all users have their place in the order of names');
    });
  await runService({
    application: composeService(database, environment, logger),
    logger,
    environment,
    close: () => {
      database.client.destroy();
    },
  });
}
