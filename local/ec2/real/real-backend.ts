import { appendFile, mkdir } from 'node:fs/promises';
import type { MachineBackend, MachineSpec, OnWait } from '../machine-backend.ts';
import type { Confinement } from './confinement.ts';
import { removeControlGroups } from './control-groups.ts';
import type { DebianRoot, RootProgress } from './debian-root.ts';
import {
  diskOf,
  hasDisk,
  listDisks,
  makeDisk,
  readConsole,
  readGround,
  removeDisk,
  type MachineDisk,
  writeGround,
} from './machine-disk.ts';
import { endStrayMachines, MachineProcess } from './machine-process.ts';

export interface RealBackendOptions {
  directory: string;
  root: DebianRoot;
  maxMachines: number;
  /** Left out, machines reach what listens on this computer. */
  confinement: Confinement | undefined;
}

const STEP_PERCENT = 5;

interface Starting {
  callOff: AbortController;
  done: Promise<unknown>;
}

/** Boots real machines: a Debian root, an overlay for each machine, systemd-nspawn. */
export class RealBackend implements MachineBackend {
  readonly kind = 'real';
  readonly sharesNetwork = true;
  onPowerOff: ((instanceId: string) => void) | undefined;
  readonly #options: RealBackendOptions;
  readonly #on = new Map<string, MachineProcess>();
  /** Machines on their way to being on: they take room as well, and can be called off. */
  readonly #starting = new Map<string, Starting>();

  #isClosing = false;

  constructor(options: RealBackendOptions) {
    this.#options = options;
  }

  hasRoom(): boolean {
    const ids = new Set([...this.#on.keys(), ...this.#starting.keys()]);
    return ids.size < this.#options.maxMachines;
  }

  async boot(machine: MachineSpec, onWait?: OnWait): Promise<void> {
    await this.#powerOn(machine, onWait);
  }

  async start(machine: MachineSpec, onWait?: OnWait): Promise<void> {
    await this.#powerOn(machine, onWait);
  }

  async stop(instanceId: string): Promise<void> {
    await this.#starting.get(instanceId)?.done;
    await this.#on.get(instanceId)?.shutDown();
    await removeControlGroups(instanceId);
  }

  async reboot(machine: MachineSpec): Promise<void> {
    await this.stop(machine.instanceId);
    await this.#bringBack(machine);
  }

  async terminate(instanceId: string): Promise<void> {
    const starting = this.#starting.get(instanceId);
    starting?.callOff.abort();
    await starting?.done;
    await this.#on.get(instanceId)?.cutPower();
    await removeControlGroups(instanceId);
    await removeDisk(this.#diskOf(instanceId));
  }

  async consoleOutput(instanceId: string): Promise<string> {
    return await readConsole(this.#diskOf(instanceId));
  }

  async recover({ on, off }: { on: MachineSpec[]; off: MachineSpec[] }): Promise<void> {
    const { directory } = this.#options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await endStrayMachines(directory);
    const wanted = new Set([...on, ...off].map(({ instanceId }) => instanceId));
    const leftovers = (await listDisks(directory)).filter((id) => !wanted.has(id));
    for (const id of leftovers) {
      await removeControlGroups(id);
      await removeDisk(this.#diskOf(id));
    }
    // Not waited for: the endpoint answers while they come back.
    for (const machine of on) void this.#bringBack(machine);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const { callOff } of this.#starting.values()) callOff.abort();
    await Promise.all([...this.#starting.values()].map(async ({ done }) => await done));
    await Promise.all(
      [...this.#on.keys()].map(async (id) => {
        await this.stop(id);
      }),
    );
  }

  /** This computer's own proxies and mirrors stay within reach, when the computer itself uses some of its own. */
  #confinement(): Confinement | undefined {
    const { confinement, root } = this.#options;
    return confinement && { ...confinement, ports: [...confinement.ports, ...root.hostPorts] };
  }

  #diskOf(instanceId: string): MachineDisk {
    return diskOf(this.#options.directory, instanceId);
  }

  /** Powers on again; a machine that cannot has gone off, and its console says why. */
  async #bringBack(machine: MachineSpec): Promise<void> {
    await this.#powerOn(machine).catch(async (error: unknown) => {
      if (this.#isClosing) return;
      await note(this.#diskOf(machine.instanceId), `The machine did not come back: ${String(error)}`);
      this.onPowerOff?.(machine.instanceId);
    });
  }

  async #powerOn(machine: MachineSpec, onWait?: OnWait): Promise<void> {
    const { instanceId } = machine;
    const callOff = new AbortController();
    const work = this.#bringUp(machine, callOff.signal, onWait);
    this.#starting.set(instanceId, { callOff, done: work.catch(() => undefined) });
    try {
      await work;
    } finally {
      this.#starting.delete(instanceId);
    }
  }

  async #bringUp(machine: MachineSpec, calledOff: AbortSignal, onWait?: OnWait): Promise<void> {
    const disk = this.#diskOf(machine.instanceId);
    if (!(await hasDisk(disk))) await makeDisk(disk, machine);
    const debianRoot =
      (await readGround(disk)) ?? (await unlessAborted(this.#options.root.path(reportTo(disk, onWait)), calledOff));
    await writeGround(disk, debianRoot);
    const running = await MachineProcess.start(machine, disk, { debianRoot, confinement: this.#confinement() });
    this.#on.set(machine.instanceId, running);
    void running.ended.then(async ({ isReboot }) => {
      if (this.#on.get(machine.instanceId) !== running) return;
      this.#on.delete(machine.instanceId);
      if (running.isAskedToEnd) return;
      if (isReboot) {
        await this.#bringBack(machine);
        return;
      }
      await removeControlGroups(machine.instanceId);
      this.onPowerOff?.(machine.instanceId);
    });
  }
}

/** The first machines wait for the Debian root; whoever looks at them or at their console is told how far it is. */
function reportTo(disk: MachineDisk, onWait: OnWait = () => undefined): (progress: RootProgress) => void {
  let told = -STEP_PERCENT;
  return ({ percent, text }) => {
    if (percent < told + STEP_PERCENT) return;
    told = percent;
    const sentence = `The Debian root that all machines stand on is made first, once: ${percent} % (${text})`;
    onWait(sentence);
    void note(disk, sentence);
  };
}

/** The work goes on for others who wait for it; this one no longer does. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = (): void => {
      reject(new Error('called off'));
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  return await Promise.race([work, aborted]);
}

async function note(disk: MachineDisk, line: string): Promise<void> {
  await appendFile(disk.console, `${line}\n`).catch(() => undefined);
}
