import { join } from 'node:path';
import { publicImageParameters, readBlueprints } from '../../local/cloud/images.ts';
import { repository } from '../../local/layout.ts';

// Prints the parameters that Debian publishes on AWS, as the emulator is to be given them.

const blueprints = await readBlueprints(join(repository, 'microservices', 'provision-instance', 'blueprints'));
process.stdout.write(JSON.stringify(publicImageParameters(blueprints)));
