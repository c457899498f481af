import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { blueprintDefinitionSchema, type BlueprintDefinition } from '@cloudapp/contracts/blueprint';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import {
  buildUserData,
  machineFileNames,
  renderCloudConfig,
  USER_DATA_MAX_BYTES,
  type MachineFiles,
  type UserDataInput,
} from './user-data.ts';
import { withoutProse } from './without-prose.ts';

const service = join(import.meta.dirname, '..', '..');
const machineFiles = Object.fromEntries(
  machineFileNames.map((name) => [name, readFileSync(join(service, 'machine', name), 'utf8')]),
) as MachineFiles;
const blueprints = readdirSync(join(service, 'blueprints')).map((name) =>
  blueprintDefinitionSchema.parse(parse(readFileSync(join(service, 'blueprints', name), 'utf8'))),
);
const configSchema = z.looseObject({
  users: z.array(z.looseObject({ name: z.string(), ssh_authorized_keys: z.array(z.string()) })),
  write_files: z.array(z.looseObject({ path: z.string(), permissions: z.string(), content: z.string() })),
  runcmd: z.array(z.array(z.string())),
});

function inputFor(blueprint: BlueprintDefinition): UserDataInput {
  return {
    instanceId: 'mch_01k9x7m2q8v4n6b3c5d1f0g2h4',
    blueprint,
    reportsUrl: 'https://d1234567890abc.cloudfront.net/api/instances/mch_01k9x7m2q8v4n6b3c5d1f0g2h4',
    token: 'k'.repeat(43),
    sshPublicKey: `ssh-rsa ${'A'.repeat(724)} a person's laptop: "work" # 1`,
    machineFiles,
  };
}

const sample = (): BlueprintDefinition => {
  const [first] = blueprints;
  if (first === undefined) throw new Error('there are no blueprints');
  return first;
};

const configOf = (input: UserDataInput) => configSchema.parse(parse(renderCloudConfig(input), { version: '1.1' }));

const contentOf = (input: UserDataInput, path: string): string | undefined =>
  configOf(input).write_files.find((file) => file.path === path)?.content;

describe('user-data', () => {
  it.each(blueprints)('of $id fits into what EC2 takes, with the longest usual key', (blueprint) => {
    expect(buildUserData(inputFor(blueprint)).length).toBeLessThanOrEqual(USER_DATA_MAX_BYTES);
  });

  it('is refused when it is too long for EC2', () => {
    const noise = Array.from({ length: 8 }, (_, index) => {
      const text = Array.from({ length: 300 }, (__, n) => Math.sin(n + index * 1000).toString(36)).join('');
      return { id: `step-${index}`, title: 'Noise', run: text, timeoutSeconds: 60, expectedSeconds: 1 };
    });

    expect(() => buildUserData(inputFor({ ...sample(), steps: noise }))).toThrow(/EC2 takes 16384/);
  });

  it('is the same for the same input, so that a launch can be asked for again', () => {
    expect(buildUserData(inputFor(sample())).equals(buildUserData(inputFor(sample())))).toBe(true);
  });

  it('is a gzipped cloud-config', () => {
    expect(gunzipSync(buildUserData(inputFor(sample()))).toString()).toMatch(/^#cloud-config\n/);
  });

  it('lets nobody in but the login user with the given key', () => {
    const config = configOf(inputFor(sample()));

    expect(config).toMatchObject({ disable_root: true, ssh_pwauth: false });
    expect(config.users).toHaveLength(1);
    expect(config.users[0]).toMatchObject({
      name: sample().userName,
      lock_passwd: true,
      ssh_authorized_keys: [inputFor(sample()).sshPublicKey],
    });
  });

  it('keeps the plan with its token to root', () => {
    const plan = configOf(inputFor(sample())).write_files.find((file) => file.path === '/etc/cloudapp/plan.json');

    expect(plan?.permissions).toBe('0600');
    expect(JSON.parse(plan?.content ?? '')).toMatchObject({
      instanceId: 'mch_01k9x7m2q8v4n6b3c5d1f0g2h4',
      token: 'k'.repeat(43),
      userName: sample().userName,
      check: { script: '/etc/cloudapp/check.sh' },
    });
  });

  it.each(blueprints)('carries the scripts of $id to the byte', (blueprint) => {
    const input = inputFor(blueprint);

    const scripts = blueprint.steps.map((step, index) =>
      contentOf(input, `/etc/cloudapp/steps/${String(index + 1).padStart(2, '0')}-${step.id}.sh`),
    );

    expect(scripts).toEqual(blueprint.steps.map((step) => step.run));
    expect(contentOf(input, '/etc/cloudapp/check.sh')).toBe(blueprint.check.run);
    expect(contentOf(input, '/usr/local/lib/cloudapp/agent.py')).toBe(withoutProse(machineFiles['agent.py']));
  });

  it('runs fixed commands only, without a shell', () => {
    expect(configOf(inputFor(sample())).runcmd.map(([command]) => command)).toEqual([
      'systemctl',
      'systemctl',
      'systemctl',
    ]);
  });
});

const cloudInit = findCloudInit();

/** cloud-init as this machine has it; `CLOUD_INIT` names another command, such as one that enters a Debian root. */
function findCloudInit(): string[] | undefined {
  const command = (process.env['CLOUD_INIT'] ?? 'cloud-init').split(' ');
  try {
    execFileSync(command[0] ?? '', [...command.slice(1), '--version'], { stdio: 'ignore' });
    return command;
  } catch {
    return undefined;
  }
}

describe.skipIf(cloudInit === undefined)('cloud-init’s own schema', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudapp-user-data-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(blueprints)('accepts the user-data of $id', (blueprint) => {
    const [command = '', ...rest] = cloudInit ?? [];
    const file = join(folder, `${blueprint.id}.yaml`);
    writeFileSync(file, renderCloudConfig(inputFor(blueprint)));

    const output = execFileSync(command, [...rest, 'schema', '--config-file', file], { encoding: 'utf8' });

    expect(output).toContain('Valid');
  });
});
