import { openDatabase } from '@cloudapp/data/database';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { loadEnvironmentOrExit } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { runService } from '@cloudapp/service-kit/process';
import { environmentSchema } from './environment.ts';
import { composeService } from './service.ts';

const environment = loadEnvironmentOrExit(environmentSchema, process.env);
const logger = createLogger('view-stats', environment.LOG_LEVEL);
const database = openDatabase(environment.TABLE_PREFIX, callSettings(patience.request));

await runService({
  application: composeService(database, environment, logger),
  logger,
  environment,
  close: () => {
    database.client.destroy();
  },
});
