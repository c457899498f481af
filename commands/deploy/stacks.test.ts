import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dev } from '../../config/dev.ts';
import { closeClients, openClients } from './clients.ts';
import type { Deployment } from './deployment.ts';
import { openPrograms } from './programs.ts';
import { deployStacks, openStackRunner } from './stacks.ts';
import { ownSurroundings } from './surroundings.ts';

const hasTerraform = (): boolean => {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** A stack of what Terraform has without any provider; it cannot be applied while its input says so. */
const stackText = (input: string, folder: string) =>
  JSON.stringify({
    terraform: { backend: { local: { path: join(folder, 'state') } } },
    resource: {
      terraform_data: {
        one: {
          input,
          lifecycle: { postcondition: [{ condition: '${self.input != "broken"}', error_message: 'It is broken.' }] },
        },
      },
    },
    output: { 'public-origin': { value: '${terraform_data.one.output}' } },
  });

describe.skipIf(!hasTerraform())('stacks by the real Terraform (skipped where it is not installed)', () => {
  const clients = openClients('eu-west-1');
  let deployment: Deployment;
  let folder: string;
  const stack = (name: string, input: string) => {
    const at = join(folder, name);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'cdk.tf.json'), stackText(input, at));
    return { name, folder: at };
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stacks-'));
    deployment = {
      environment: dev,
      options: { yes: true },
      resources: [],
      imageTag: 'commit',
      folder,
      clients,
      programs: openPrograms({ ...process.env, TF_CLI_CONFIG_FILE: join(folder, 'none') }),
      surroundings: ownSurroundings,
      terminal: { say: () => undefined },
      now: new Date(),
    };
    writeFileSync(join(folder, 'none'), '');
  });
  afterEach(() => {
    closeClients(clients);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are deployed, left alone while nothing differs, and changed where something does', async () => {
    const [first, second] = [stack('first', 'a'), stack('second', 'b')];
    expect(await deployStacks(deployment, [first, second])).toBe('deployed first, second');
    expect(await deployStacks(deployment, [first, second])).toBe('2 unchanged');
    expect(await deployStacks(deployment, [first, stack('second', 'c')])).toBe('deployed second; 1 unchanged');
    expect(await (await openStackRunner(deployment)).output(second, 'public-origin')).toBe('c');
  });

  it('end the deployment where one fails, and go on from there', async () => {
    const first = stack('first', 'a');
    await expect(deployStacks(deployment, [first, stack('second', 'broken'), stack('third', 'c')])).rejects.toThrow(
      'terraform plan failed',
    );

    const mended = [first, stack('second', 'b'), stack('third', 'c')];
    expect(await deployStacks(deployment, mended)).toBe('deployed second, third; 1 unchanged');
  });
});
