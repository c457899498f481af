import { blueprintDefinitionSchema } from '@cloudapp/contracts/blueprint';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

export interface BlueprintFacts {
  id: string;
  /** Public SSM parameter with the id of the base image. */
  imageParameter: string;
  openPorts: number[];
  publicPorts: number[];
}

const factsSchema = z.looseObject({
  id: z.string(),
  baseImage: z.looseObject({ parameter: z.string() }),
  openPorts: blueprintDefinitionSchema.shape.openPorts,
  publicPorts: blueprintDefinitionSchema.shape.publicPorts,
});

/** What the local cloud must have for the blueprints: their ids, images and open ports. The service itself checks all the rest. */
export async function readBlueprints(directory: string): Promise<BlueprintFacts[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.yaml'));
  return await Promise.all(
    files.map(async (name) => {
      const { id, baseImage, openPorts, publicPorts } = factsSchema.parse(
        parse(await readFile(join(directory, name), 'utf8')),
      );
      return { id, imageParameter: baseImage.parameter, openPorts, publicPorts };
    }),
  );
}

/** The image behind a parameter: always the same id, and one that looks like Amazon's. */
export function imageIdOf(parameter: string): string {
  return `ami-${createHash('sha256').update(parameter).digest('hex').slice(0, 17)}`;
}

/** The parameters that Debian publishes on AWS, as far as blueprints name them. */
export function publicImageParameters(blueprints: readonly BlueprintFacts[]): Record<string, string> {
  return Object.fromEntries(blueprints.map(({ imageParameter }) => [imageParameter, imageIdOf(imageParameter)]));
}
