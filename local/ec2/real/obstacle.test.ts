import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findObstacle } from './obstacle.ts';
import { runCommand } from './run-command.ts';

const programs = [
  'systemd-nspawn',
  'debootstrap',
  'unshare',
  'setpriv',
  'nsenter',
  'ip',
  'nft',
  'slirp4netns',
  'mount',
];
const path = process.env['PATH'];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudapp-obstacle-'));
});
afterEach(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true });
});

/** Leaves nothing on the path but what is needed, without some of it; what is not installed is played. */
async function keepOnly(kept: readonly string[]): Promise<void> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const program of kept) {
    const { stdout } = await runCommand('sh', ['-c', 'command -v "$1"', 'sh', program]);
    await symlink(stdout.trim() === '' ? '/bin/true' : stdout.trim(), join(bin, program));
  }
  process.env['PATH'] = bin;
}

const isPossible = process.platform === 'linux' && process.arch === 'x64' && process.getuid?.() === 0;

describe.skipIf(!isPossible)('where a program that real machines need is missing', () => {
  it.each([
    ['slirp4netns', 'slirp4netns'],
    ['nft', 'nftables'],
    ['ip', 'iproute2'],
    ['systemd-nspawn', 'systemd-container'],
    ['debootstrap', 'debootstrap'],
  ])('%s is named in one sentence, with the package that has it', async (missing, name) => {
    await keepOnly(programs.filter((program) => program !== missing));

    expect(await findObstacle(folder)).toBe(`Real machines need ${missing}; on Debian: apt-get install -y ${name}`);
  });

  it('all that are missing are named together', async () => {
    await keepOnly(programs.filter((program) => program !== 'slirp4netns' && program !== 'nft'));

    expect(await findObstacle(folder)).toBe(
      'Real machines need nft and slirp4netns; on Debian: apt-get install -y nftables slirp4netns',
    );
  });
});
