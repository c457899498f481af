import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where run-machine.sh makes a group for each machine, as far as the system has them. */
const hierarchies = ['/sys/fs/cgroup', '/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified'];
const prefix = 'cloudapp-';
const POLL_MILLISECONDS = 10;
const PATIENCE_MILLISECONDS = 5000;

export const controlGroupName = (instanceId: string): string => `${prefix}${instanceId}`;

/** Removes a machine's groups once its last process is gone: the kernel takes a moment to end them all. */
export async function removeControlGroups(instanceId: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (const hierarchy of hierarchies) {
    const group = join(hierarchy, controlGroupName(instanceId));
    while (!(await removeGroup(group)) && Date.now() < deadline) await sleep(POLL_MILLISECONDS);
  }
}

/** Ids of the machines that have, or have left, a group. */
export async function listControlGroups(): Promise<string[]> {
  const names = await Promise.all(hierarchies.map(async (path) => await readdir(path).catch((): string[] => [])));
  const ids = names.flat().filter((name) => name.startsWith(prefix));
  return [...new Set(ids.map((name) => name.slice(prefix.length)))];
}

/** Groups go from the inside out. @returns whether it is gone; not while a process is in it */
async function removeGroup(group: string): Promise<boolean> {
  const entries = await readdir(group, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return true;
  for (const entry of entries) {
    if (entry.isDirectory() && !(await removeGroup(join(group, entry.name)))) return false;
  }
  return await rmdir(group).then(
    () => true,
    (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT',
  );
}
