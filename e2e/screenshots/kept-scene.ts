import './environment.ts';
import { join } from 'node:path';
import { stateDirectory } from '../setup/product-settings.ts';

/** Is there while `npm run scene` runs. */
export const keptScene = join(stateDirectory, 'scene.json');
