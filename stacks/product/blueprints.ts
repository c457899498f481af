import { blueprintDefinitionSchema } from '@cloudapp/contracts/blueprint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What the network has to know of a blueprint. */
export interface BlueprintPorts {
  readonly id: string;
  readonly openPorts: readonly number[];
}

export const blueprintsFolder = join(import.meta.dirname, '../../microservices/provision-instance/blueprints');

/** The ports that each blueprint's machines open, in order of their ids. */
export function loadBlueprintPorts(folder = blueprintsFolder): BlueprintPorts[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const { id, openPorts } = blueprintDefinitionSchema.parse(parse(readFileSync(join(folder, file), 'utf8')));
      return { id, openPorts };
    });
}
