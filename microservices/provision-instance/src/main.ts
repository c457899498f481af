import { fileURLToPath } from 'node:url';
import { loadEnvironmentOrExit } from '@cloudapp/service-kit/environment';
import { createLogger } from '@cloudapp/service-kit/logger';
import { runService } from '@cloudapp/service-kit/process';
import { readBlueprints, readMachineFiles } from './adapters/blueprint-folder.ts';
import { BlueprintFileError } from './domain/blueprint-file.ts';
import { environmentSchema } from './environment.ts';
import { createService } from './service.ts';

// The folders stand beside the one that holds this file, as source (src/) and as bundle (dist/).
const folder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

const environment = loadEnvironmentOrExit(environmentSchema, process.env);
const logger = createLogger('provision-instance', environment.LOG_LEVEL);
const service = createService({
  environment,
  logger,
  blueprints: blueprintsOrExit(),
  machineFiles: readMachineFiles(folder('machine')),
});
service.start();
await runService({ application: service.application, logger, environment, close: service.close });

function blueprintsOrExit() {
  try {
    return readBlueprints(folder('blueprints'));
  } catch (error) {
    if (!(error instanceof BlueprintFileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
