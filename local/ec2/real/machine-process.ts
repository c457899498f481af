import { spawn, type ChildProcess } from 'node:child_process';
import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineSpec } from '../machine-backend.ts';
import { confineCommand, type Confinement } from './confinement.ts';
import { controlGroupName } from './control-groups.ts';
import type { MachineDisk } from './machine-disk.ts';
import type { Link } from './network/addresses.ts';

const RUN_SCRIPT = join(import.meta.dirname, 'run-machine.sh');
/** When their first process ends, whichever way, the kernel ends all others in them and takes the mounts away. */
const NAMESPACES = ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'];
/** A machine that shuts down in order takes a second or two; services that hang are ended by force. */
const SHUTDOWN_MILLISECONDS = 20_000;
/** systemd-nspawn with --keep-unit leaves booting again to whoever started it (EXIT_FORCE_RESTART). */
const REBOOT_CODE = 133;
/** A fraction of a second, unless the computer has much else to do. */
const FIRST_SIGN_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 20;

/** What a machine stands on, what it is joined to, and within which bounds; without a confinement it can use any device. */
export interface Ground {
  debianRoot: string;
  confinement: Confinement | undefined;
  link: Link;
  /** The network namespace that its cable leads to. */
  namespace: string;
}

/** One machine that is on. */
export class MachineProcess {
  readonly #child: ChildProcess;
  #isAskedToEnd = false;
  /** Whether the machine ended to boot again, as its own systemd was asked to. */
  readonly ended: Promise<{ isReboot: boolean }>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = new Promise((resolve) => {
      child.once('close', (code) => {
        resolve({ isReboot: code === REBOOT_CODE });
      });
    });
  }

  /** Resolves when the machine's own systemd has begun to speak. */
  static async start(machine: MachineSpec, disk: MachineDisk, ground: Ground): Promise<MachineProcess> {
    const log = await open(disk.console, 'a', 0o600);
    const namespace = await open(ground.namespace);
    try {
      const { size } = await log.stat();
      const child = spawn(
        'setpriv',
        ['--pdeathsig', 'KILL', ...NAMESPACES, 'bash', RUN_SCRIPT, ...confining(ground, machine)],
        {
          env: {
            PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
            ID: machine.instanceId,
            HOSTNAME: machine.hostname,
            LOWER: ground.debianRoot,
            UPPER: disk.upper,
            WORK: disk.work,
            MERGED: disk.merged,
            PLATFORM: disk.platform,
            LINK: ground.link.name,
            MAC: ground.link.mac,
            ADDRESS: ground.link.address,
            GATEWAY: ground.link.gateway,
          },
          stdio: ['ignore', log.fd, log.fd, namespace.fd],
          detached: true, // Ctrl-C in the terminal is for us; the kernel ends the machine with us
        },
      );
      const started = new MachineProcess(child);
      await started.#firstSign(async () => (await log.stat()).size > size);
      return started;
    } finally {
      await namespace.close();
      await log.close();
    }
  }

  get isAskedToEnd(): boolean {
    return this.#isAskedToEnd;
  }

  get isOn(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid !== undefined;
  }

  /** Shuts the machine down in order, as EC2's stop does. */
  async shutDown(): Promise<void> {
    this.#isAskedToEnd = true;
    const nspawn = await this.#nspawnPid();
    // systemd-nspawn hands this to the machine's systemd as "power off".
    if (nspawn === undefined || !signal(nspawn, 'SIGTERM')) this.#child.kill('SIGKILL');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), SHUTDOWN_MILLISECONDS);
    await this.ended;
    clearTimeout(force);
  }

  /** Cuts the power: its processes and its mount are gone with it. */
  async cutPower(): Promise<void> {
    this.#isAskedToEnd = true;
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** `unshare`, which we started, waits for systemd-nspawn, its only child. */
  async #nspawnPid(): Promise<number | undefined> {
    const pid = this.#child.pid ?? 0;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    const [first] = children.trim().split(' ');
    return first === undefined || first === '' ? undefined : Number(first);
  }

  async #firstSign(hasSpoken: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + FIRST_SIGN_MILLISECONDS;
    const spawned = new Promise<void>((resolve, reject) => {
      this.#child.once('spawn', resolve);
      this.#child.once('error', reject);
    });
    await spawned;
    while (!(await hasSpoken())) {
      if (!this.isOn) throw new Error('systemd-nspawn ended at once');
      if (Date.now() > deadline) {
        await this.cutPower();
        throw new Error('the machine gave no sign of life');
      }
      await sleep(POLL_MILLISECONDS);
    }
  }
}

function confining({ confinement }: Ground, { instanceId }: MachineSpec): string[] {
  return confinement === undefined ? [] : confineCommand(confinement, controlGroupName(instanceId));
}

/** Ends machines below this directory whose owner is gone without having ended them. */
export async function endStrayMachines(directory: string): Promise<void> {
  const strays = await findMachineProcesses(directory);
  for (const pid of strays) signal(pid, 'SIGKILL');
  while ((await findMachineProcesses(directory)).length > 0) await sleep(POLL_MILLISECONDS);
}

/** Process ids of every systemd-nspawn with a root below this directory. */
export async function findMachineProcesses(directory: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const [command = '', ...args] = line.split('\0');
      return command.endsWith('systemd-nspawn') && args.some((arg) => arg.startsWith(`--directory=${directory}/`));
    }),
  );
  return pids.filter((_, index) => found[index] === true);
}

/** @returns whether the process was still there */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
