import { chmod, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MachineSpec } from '../machine-backend.ts';
import { linkOf } from './network/addresses.ts';

/** The files of one machine. Its root is an overlay over the Debian root, mounted only in the machine's own namespace. */
export interface MachineDisk {
  folder: string;
  /** What differs from the Debian root. */
  upper: string;
  work: string;
  merged: string;
  console: string;
  /** Tells the machine what platform it is on. */
  platform: string;
}

const KEPT_CONSOLE_BYTES = 65_536;

export function diskOf(directory: string, instanceId: string): MachineDisk {
  const folder = join(directory, instanceId);
  return {
    folder,
    upper: join(folder, 'upper'),
    work: join(folder, 'work'),
    merged: join(folder, 'root'),
    console: join(folder, 'console.log'),
    platform: join(folder, 'platform'),
  };
}

/**
 * Makes the disk of a new machine. What the network's name servers tell on EC2 is in files here; all else it learns by DHCP
 * and from the metadata service.
 */
export async function makeDisk(disk: MachineDisk, machine: MachineSpec): Promise<void> {
  await mkdir(disk.folder, { recursive: true, mode: 0o700 });
  for (const folder of [disk.upper, disk.work, disk.merged]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755); // becomes the machine's / and must not depend on our umask
  }
  const { privateAddress, hostname, instanceId } = machine;
  // By this, programs on a Xen machine know that it is EC2's.
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html
  await writeFile(disk.platform, `${uuidOf(instanceId)}\n`);
  await put(disk, '/etc/resolv.conf', `nameserver ${linkOf(machine).resolver}\n`);
  await put(
    disk,
    '/etc/hosts',
    `127.0.0.1 localhost\n${privateAddress} ${hostname}\n::1 localhost ip6-localhost ip6-loopback\n`,
  );
}

function uuidOf(instanceId: string): string {
  const digits = `ec2${instanceId.replace(/^i-/, '')}`.padEnd(32, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** The Debian root that a disk was made over: over another one, what it holds would fit together no longer. */
export async function readGround(disk: MachineDisk): Promise<string | undefined> {
  return await readFile(groundFile(disk), 'utf8').catch(() => undefined);
}

export async function writeGround(disk: MachineDisk, debianRoot: string): Promise<void> {
  await writeFile(groundFile(disk), debianRoot);
}

const groundFile = ({ folder }: MachineDisk): string => join(folder, 'debian-root');

export async function removeDisk(disk: MachineDisk): Promise<void> {
  await rm(disk.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

export async function hasDisk(disk: MachineDisk): Promise<boolean> {
  return await stat(disk.upper).then(
    () => true,
    () => false,
  );
}

/** Ids of all machines that have files below this directory. */
export async function listDisks(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** The newest 64 KiB, as on EC2. */
export async function readConsole(disk: MachineDisk): Promise<string> {
  const file = await open(disk.console, 'r').catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, KEPT_CONSOLE_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}

async function put(disk: MachineDisk, path: string, content: string): Promise<void> {
  const file = join(disk.upper, path);
  await makeFolders(disk.upper, dirname(path));
  await writeFile(file, content);
  await chmod(file, 0o644);
}

/** Folders of the overlay hide the Debian root's modes, so they are made with the ones that Debian has. */
async function makeFolders(upper: string, path: string): Promise<void> {
  let folder = upper;
  for (const part of path.split('/').filter(Boolean)) {
    folder = join(folder, part);
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o755);
  }
}
