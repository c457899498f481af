import { appendFile, mkdir } from 'node:fs/promises';
import type { MachineBackend, MachineSpec } from '../machine-backend.ts';
import { removeControlGroups } from './control-groups.ts';
import type { DebianRoot, RootProgress } from './debian-root.ts';
import { diskOf, hasDisk, listDisks, makeDisk, readConsole, removeDisk, type MachineDisk } from './machine-disk.ts';
import { endStrayMachines, MachineProcess } from './machine-process.ts';

export interface RealBackendOptions {
  directory: string;
  root: DebianRoot;
  maxMachines: number;
}

/** Boots real machines: a Debian root, an overlay for each machine, systemd-nspawn. */
export class RealBackend implements MachineBackend {
  readonly kind = 'real';
  readonly #options: RealBackendOptions;
  readonly #on = new Map<string, MachineProcess>();
  /** Machines on their way to being on: they take room as well, and can be called off. */
  readonly #starting = new Map<string, { isCancelled: boolean; done: Promise<unknown> }>();

  constructor(options: RealBackendOptions) {
    this.#options = options;
  }

  hasRoom(): boolean {
    const ids = new Set([...this.#on.keys(), ...this.#starting.keys()]);
    return ids.size < this.#options.maxMachines;
  }

  async boot(machine: MachineSpec): Promise<void> {
    await this.#powerOn(machine);
  }

  async start(machine: MachineSpec): Promise<void> {
    await this.#powerOn(machine);
  }

  async stop(instanceId: string): Promise<void> {
    await this.#starting.get(instanceId)?.done;
    await this.#on.get(instanceId)?.shutDown();
    await removeControlGroups(instanceId);
  }

  async reboot(machine: MachineSpec): Promise<void> {
    await this.stop(machine.instanceId);
    await this.#powerOn(machine).catch(async (error: unknown) => {
      await note(this.#diskOf(machine.instanceId), `The machine did not come back: ${String(error)}`);
    });
  }

  async terminate(instanceId: string): Promise<void> {
    const starting = this.#starting.get(instanceId);
    if (starting !== undefined) {
      starting.isCancelled = true;
      await starting.done;
    }
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
    for (const machine of on) this.#bringBack(machine);
  }

  async close(): Promise<void> {
    for (const starting of this.#starting.values()) starting.isCancelled = true;
    await Promise.all([...this.#starting.values()].map(async ({ done }) => await done));
    await Promise.all(
      [...this.#on.keys()].map(async (id) => {
        await this.stop(id);
      }),
    );
  }

  #diskOf(instanceId: string): MachineDisk {
    return diskOf(this.#options.directory, instanceId);
  }

  /** Powers on without anybody waiting for it. */
  #bringBack(machine: MachineSpec): void {
    void this.#powerOn(machine).catch(async (error: unknown) => {
      await note(this.#diskOf(machine.instanceId), `The machine did not come back: ${String(error)}`);
    });
  }

  async #powerOn(machine: MachineSpec): Promise<void> {
    const { instanceId } = machine;
    const starting = { isCancelled: false, done: Promise.resolve() as Promise<unknown> };
    const work = this.#bringUp(machine, starting);
    starting.done = work.catch(() => undefined);
    this.#starting.set(instanceId, starting);
    try {
      await work;
    } finally {
      this.#starting.delete(instanceId);
    }
  }

  async #bringUp(machine: MachineSpec, starting: { isCancelled: boolean }): Promise<void> {
    const disk = this.#diskOf(machine.instanceId);
    if (!(await hasDisk(disk))) await makeDisk(disk, machine);
    const debianRoot = await this.#options.root.path(reportTo(disk));
    if (starting.isCancelled) throw new Error('called off');
    const running = await MachineProcess.start(machine, disk, debianRoot);
    this.#on.set(machine.instanceId, running);
    void running.ended.then(({ isReboot }) => {
      if (this.#on.get(machine.instanceId) !== running) return;
      this.#on.delete(machine.instanceId);
      if (isReboot && !running.isAskedToEnd) this.#bringBack(machine);
    });
  }
}

/** The first machines wait for the Debian root: their console says so, at each tenth of it. */
function reportTo(disk: MachineDisk): (progress: RootProgress) => void {
  let tenth = -1;
  return ({ percent, text }) => {
    if (Math.floor(percent / 10) === tenth) return;
    tenth = Math.floor(percent / 10);
    void note(disk, `Making the Debian root that all machines stand on, once: ${percent} % (${text})`);
  };
}

async function note(disk: MachineDisk, line: string): Promise<void> {
  await appendFile(disk.console, `${line}\n`).catch(() => undefined);
}
