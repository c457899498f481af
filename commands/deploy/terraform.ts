import * as z from 'zod';
import type { Programs } from './programs.ts';
import { ToldError } from './told-error.ts';

const versionSchema = z.object({ terraform_version: z.string() });
/** `use_lockfile` came with it. */
const [leastMajor, leastMinor] = [1, 10];

/**
 * Terraform, or OpenTofu where that is what there is.
 * @throws ToldError when neither is there, or it is too old
 */
export async function findTerraform(programs: Programs): Promise<{ program: string; version: string }> {
  const program = await readVersion(programs, 'terraform').then(
    () => 'terraform',
    () => 'tofu',
  );
  const version = await readVersion(programs, program).catch((cause: unknown) => {
    throw new ToldError('Neither terraform nor tofu is installed or on the PATH.', { cause });
  });
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    throw new ToldError(`${program} is ${version}, but ${leastMajor}.${leastMinor} or newer is needed.`);
  }
  return { program, version };
}

async function readVersion(programs: Programs, program: string): Promise<string> {
  const answer: unknown = JSON.parse(await programs.read(program, ['version', '-json']));
  return versionSchema.parse(answer).terraform_version;
}
