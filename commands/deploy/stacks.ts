import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { ImageName } from '../../stacks/registry.ts';
import type { Deployment } from './deployment.ts';
import { findTerraform } from './terraform.ts';
import { ToldError } from './told-error.ts';

const repository = join(import.meta.dirname, '../..');

const manifestSchema = z.object({
  stacks: z.record(z.string(), z.object({ workingDirectory: z.string(), dependencies: z.array(z.string()) })),
});

/** A synthesised stack. */
export interface SynthesisedStack {
  readonly name: string;
  readonly folder: string;
}

/** A stack beside what Terraform wants to do to it. */
interface PlannedStack extends SynthesisedStack {
  readonly isChanged: boolean;
}

export interface SynthesisOptions {
  /** Digests of the images, where the registry has them. */
  readonly digests?: Readonly<Partial<Record<ImageName, string>>>;
  /** Only these and what they need. @default all */
  readonly only?: readonly string[];
}

/** Writes the stacks by `main.ts`, as `cdktf` does, and answers them in the order in which they are deployed. */
export async function synthesiseStacks(
  { programs, environment, imageTag, folder }: Deployment,
  { digests = {}, only }: SynthesisOptions = {},
): Promise<SynthesisedStack[]> {
  const env = {
    CLOUDAPP_ENVIRONMENT: environment.name,
    CLOUDAPP_IMAGE_TAG: imageTag,
    CLOUDAPP_IMAGE_DIGESTS: Object.entries(digests)
      .map((pair) => pair.join('='))
      .join(' '),
    CDKTF_OUTDIR: folder,
  };
  await mkdir(folder, { recursive: true });
  await programs.read('npx', ['tsx', 'main.ts'], { cwd: repository, env, timeoutMinutes: 10 });
  const { stacks } = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  return inOrder(stacks, only ?? Object.keys(stacks)).map((name) => ({
    name,
    folder: join(folder, stacks[name]?.workingDirectory ?? name),
  }));
}

/** The stacks of these names and all that they need, each after what it needs. */
function inOrder(stacks: z.infer<typeof manifestSchema>['stacks'], names: readonly string[]): string[] {
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    const stack = stacks[name];
    if (stack === undefined) throw new ToldError(`There is no stack ${name}, only ${Object.keys(stacks).join(', ')}.`);
    for (const needed of stack.dependencies.toSorted()) visit(needed);
    ordered.add(name);
  };
  for (const name of names) visit(name);
  return [...ordered];
}

/** Variables for Terraform: nobody is asked, and the providers are fetched once for all stacks. */
async function terraformVariables(folder: string): Promise<Record<string, string>> {
  const cache = join(folder, 'providers');
  await mkdir(cache, { recursive: true });
  return { TF_IN_AUTOMATION: '1', TF_INPUT: '0', TF_PLUGIN_CACHE_DIR: cache, ...cacheWithoutLock };
}

/** A lock file is written with what this platform needs, since it is not kept. */
const cacheWithoutLock = { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1' };

export interface StackRunner {
  /** Works out what a stack needs; nothing changes. */
  readonly plan: (stack: SynthesisedStack) => Promise<PlannedStack>;
  /** Carries out what was planned last. */
  readonly apply: (stack: SynthesisedStack) => Promise<void>;
  /** What was planned last, as `terraform show -json` tells it. */
  readonly showPlan: (stack: SynthesisedStack) => Promise<unknown>;
  readonly output: (stack: SynthesisedStack, name: string) => Promise<string>;
}

/** Terraform in the folders of the synthesised stacks. */
export async function openStackRunner({ programs, folder }: Deployment): Promise<StackRunner> {
  const [{ program }, env] = await Promise.all([findTerraform(programs), terraformVariables(folder)]);
  const lock = '-lock-timeout=5m';
  return {
    plan: async (stack) => {
      const options = { cwd: stack.folder, env };
      await programs.read(program, ['init', '-input=false', '-no-color'], { ...options, timeoutMinutes: 15 });
      const args = ['plan', lock, '-detailed-exitcode', '-out=plan'];
      const code = await programs.show(program, args, { ...options, exitCodes: [0, 2] });
      return { ...stack, isChanged: code === 2 };
    },
    apply: async ({ folder: cwd }) => {
      await programs.show(program, ['apply', lock, 'plan'], { cwd, env });
    },
    showPlan: async ({ folder: cwd }) =>
      JSON.parse(await programs.read(program, ['show', '-json', 'plan'], { cwd, env })) as unknown,
    output: async ({ folder: cwd }, name) => await programs.read(program, ['output', '-raw', name], { cwd, env }),
  };
}

/** Deploys stacks one after the other. What a plan finds unchanged stays untouched. */
export async function deployStacks(deployment: Deployment, stacks: readonly SynthesisedStack[]): Promise<string> {
  const terraform = await openStackRunner(deployment);
  const changed: string[] = [];
  for (const stack of stacks) {
    deployment.terminal.say(`— ${stack.name}`);
    const { isChanged } = await terraform.plan(stack);
    if (!isChanged) continue;
    await terraform.apply(stack);
    changed.push(stack.name);
  }
  const unchanged = stacks.length - changed.length;
  return [
    ...(changed.length > 0 ? [`deployed ${changed.join(', ')}`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
  ].join('; ');
}
