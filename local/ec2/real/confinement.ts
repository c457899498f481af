import { existsSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

const CONFINE_SCRIPT = join(import.meta.dirname, 'confine-devices.py');
const pythons = ['/usr/bin/python3', 'python3'];
/** Where control groups of version 2 are: beside those of version 1, or alone. */
const hierarchies = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup'];

/** What keeps machines from the devices of this computer (confine-devices.py). */
export interface Confinement {
  python: string;
  hierarchy: string;
}

/** The command that confines a control group to the devices that every program needs. */
export function confineCommand({ python, hierarchy }: Confinement, group: string): string[] {
  return [python, '-I', '-S', CONFINE_SCRIPT, join(hierarchy, group)];
}

/** Tries it on a group with nothing in it. @returns a sentence's end on why it does not work here, where it does not */
export async function findConfinement(): Promise<Confinement | string> {
  const hierarchy = hierarchies.find((path) => existsSync(join(path, 'cgroup.procs')));
  if (hierarchy === undefined) return 'there are no control groups of version 2';
  const python = await firstWorking(pythons);
  if (python === undefined) return 'there is no python3';
  const confinement = { python, hierarchy };
  const trial = `cloudapp-trial-${process.pid}`;
  await mkdir(join(hierarchy, trial), { recursive: true });
  const [command = '', ...args] = confineCommand(confinement, trial);
  const { code, stderr } = await runCommand(command, args);
  await rmdir(join(hierarchy, trial));
  return code === 0 ? confinement : (stderr.trim().split('\n').at(-1) ?? 'the kernel refuses');
}

async function firstWorking(commands: readonly string[]): Promise<string | undefined> {
  for (const command of commands) {
    if ((await runCommand(command, ['--version'])).code === 0) return command;
  }
  return undefined;
}
