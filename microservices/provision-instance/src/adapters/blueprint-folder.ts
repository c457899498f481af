import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { parseBlueprintFile } from '../domain/blueprint-file.ts';
import { machineFileNames, type MachineFiles } from '../domain/user-data.ts';

/**
 * Reads every blueprint of a folder.
 * @throws BlueprintFileError
 */
export function readBlueprints(folder: string): BlueprintDefinition[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parseBlueprintFile(name, readFileSync(join(folder, name), 'utf8')));
}

/** Reads what every machine gets: the agent and its unit. */
export function readMachineFiles(folder: string): MachineFiles {
  const entries = machineFileNames.map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  return Object.fromEntries(entries) as MachineFiles;
}
