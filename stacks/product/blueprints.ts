import { blueprintDefinitionSchema } from '@cloudapp/contracts/blueprint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the network has to know of a blueprint. */
export interface BlueprintPorts {
  readonly id: string;
  readonly openPorts: readonly number[];
  /** Open to everybody, not to the allowed networks alone. */
  readonly publicPorts: readonly number[];
}

export const blueprintsFolder = join(import.meta.dirname, '../../microservices/provision-instance/blueprints');

/** The ports that each blueprint's machines open, in order of their ids. */
export function loadBlueprintPorts(folder = blueprintsFolder): BlueprintPorts[] {
  return readBlueprints(folder).map(({ id, openPorts, publicPorts }) => ({ id, openPorts, publicPorts }));
}

/** The public SSM parameters that hold the images of all blueprints, each once. */
export function loadImageParameters(folder = blueprintsFolder): string[] {
  return [...new Set(readBlueprints(folder).map(({ baseImage }) => baseImage.parameter))].sort();
}

function readBlueprints(folder: string) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => blueprintDefinitionSchema.parse(parse(readFileSync(join(folder, file), 'utf8'))));
}
