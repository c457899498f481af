import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

const tools = [
  ['systemd-nspawn', 'systemd-container'],
  ['debootstrap', 'debootstrap'],
  ['unshare', 'util-linux'],
  ['setpriv', 'util-linux'],
  ['nsenter', 'util-linux'],
  ['ip', 'iproute2'],
  ['nft', 'nftables'],
  ['slirp4netns', 'slirp4netns'],
] as const;

/**
 * What keeps this computer from booting real machines, in one sentence; `undefined` when nothing does.
 *
 * @param directory - where the machines' disks are to be
 */
export async function findObstacle(directory: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return `Real machines need Linux; this is ${process.platform}.`;
  if (process.arch !== 'x64') return `Real machines need an x86-64 processor; this one is ${process.arch}.`;
  if (process.getuid?.() !== 0) return 'Real machines need root; start as root, or with sudo.';
  return (await missingTools()) ?? (await mountingObstacle(directory));
}

async function missingTools(): Promise<string | undefined> {
  const found = await Promise.all(tools.map(async ([tool]) => (await runCommand(tool, ['--version'])).code !== 127));
  const missing = tools.filter((_, index) => found[index] === false);
  if (missing.length === 0) return undefined;
  const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
  return `Real machines need ${missing.map(([tool]) => tool).join(' and ')}; on Debian: apt-get install -y ${packages}`;
}

/** Tries what each machine does: an overlay in a mount namespace of its own. */
async function mountingObstacle(directory: string): Promise<string | undefined> {
  await mkdir(directory, { recursive: true });
  const trial = await mkdtemp(join(directory, '.trial-'));
  try {
    const script =
      'cd "$1" && mkdir lower upper work merged && exec mount -t overlay overlay -o "lowerdir=lower,upperdir=upper,workdir=work" merged';
    const { code, stderr } = await runCommand('unshare', ['--mount', 'sh', '-c', script, 'sh', trial]);
    if (code === 0) return undefined;
    const reason = stderr.trim().split('\n').at(-1) ?? '';
    return `Real machines need overlay mounts in ${directory}, which this system refuses: ${reason}`;
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}
