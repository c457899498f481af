import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ApiClient } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { readOrigin } from './origin.ts';
import { configFolder } from './folders.ts';
import { readIfThere, writePrivately } from './private-file.ts';

const signInSchema = z.object({ url: z.string(), token: z.string() });

/** Where somebody is signed in, and by which token. */
export type SignIn = z.infer<typeof signInSchema>;

const fileOf = (surroundings: Surroundings): string => join(configFolder(surroundings), 'login.json');

/** What was saved by the last sign-in; undefined where there is none, or none that can be read. */
export async function savedSignIn(surroundings: Surroundings): Promise<SignIn | undefined> {
  const text = await readIfThere(fileOf(surroundings));
  if (text === undefined) return undefined;
  try {
    return signInSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function saveSignIn(surroundings: Surroundings, signIn: SignIn): Promise<string> {
  await writePrivately(fileOf(surroundings), `${JSON.stringify(signIn, undefined, 2)}\n`);
  return fileOf(surroundings);
}

export async function forgetSignIn(surroundings: Surroundings): Promise<void> {
  await rm(fileOf(surroundings), { force: true });
}

/** Where and as whom to act: by the variables, or as was saved. A saved token goes to the address that it is of, and nowhere else. */
export async function currentSignIn(surroundings: Surroundings): Promise<SignIn> {
  const { CLOUDAPP_URL, CLOUDAPP_TOKEN } = surroundings.environment;
  const saved = await savedSignIn(surroundings);
  const url = CLOUDAPP_URL === undefined ? saved?.url : readOrigin(CLOUDAPP_URL);
  const token = CLOUDAPP_TOKEN ?? (saved?.url === url ? saved?.token : undefined);
  if (url !== undefined && token !== undefined) return { url, token };
  const where = url === undefined ? 'cloudapp login https://…' : `cloudapp login ${url}`;
  throw new Failure('signedOut', `You are not signed in: ${where}`);
}

/** The API as whoever is signed in. */
export async function signedInApi(surroundings: Surroundings): Promise<ApiClient> {
  const { url, token } = await currentSignIn(surroundings);
  return new ApiClient(readOrigin(url), token, surroundings);
}
