import { readdir, readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { blueprintDefinitionSchema } from '@cloudapp/contracts/blueprint';
import { machineFileNames, renderCloudConfig, type MachineFiles } from '@cloudapp/provision-instance/domain/user-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DebianRoot, defaultRootCache } from './debian-root.ts';
import { findObstacle } from './obstacle.ts';
import { runCommand } from './run-command.ts';

const service = resolve(import.meta.dirname, '../../../microservices/provision-instance');
const folder = await mkdtemp(join(tmpdir(), 'cloudapp-schema-'));
const obstacle = await findObstacle(folder);
const names = await readdir(join(service, 'blueprints'));

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe.skipIf(obstacle !== undefined)('cloud-init of Debian 13', () => {
  let debianRoot = '';
  let machineFiles: MachineFiles;

  beforeAll(async () => {
    debianRoot = await new DebianRoot(defaultRootCache(process.env)).path();
    const entries = await Promise.all(
      machineFileNames.map(async (name) => [name, await readFile(join(service, 'machine', name), 'utf8')] as const),
    );
    machineFiles = Object.fromEntries(entries) as MachineFiles;
  });

  /** The root is for reading only: what it is to check appears in a mount namespace that ends with the command. */
  const checkSchema = async (name: string) =>
    await runCommand('unshare', [
      ...[
        '--mount',
        'sh',
        '-c',
        'mount --bind "$1" "$2/mnt" && exec chroot "$2" cloud-init schema --config-file "/mnt/$3"',
      ],
      ...['sh', folder, debianRoot, name],
    ]);

  test.each(names)('takes the user-data of %s', async (name) => {
    const blueprint = blueprintDefinitionSchema.parse(parse(await readFile(join(service, 'blueprints', name), 'utf8')));
    const userData = renderCloudConfig({
      instanceId: 'mch_01k9x7m2q8v4n6b3c5d1f0g2h4',
      blueprint,
      reportsUrl: 'https://cloudapp.example.org/api/instances/mch_01k9x7m2q8v4n6b3c5d1f0g2h4',
      token: 't'.repeat(43),
      sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIW7Tz0pN2cXAQ2m1r9d2Yx4yqk0l1m2n3o4p5q6r7s8 laptop',
      machineFiles,
    });
    await writeFile(join(folder, name), userData);

    const { code, stdout, stderr } = await checkSchema(name);

    expect(stdout + stderr).toContain('Valid schema');
    expect(code).toBe(0);
  });

  test('would refuse a mistake', async () => {
    await writeFile(join(folder, 'wrong.yaml'), '#cloud-config\nwrite_files: {}\n');

    expect((await checkSchema('wrong.yaml')).code).not.toBe(0);
  });
});
