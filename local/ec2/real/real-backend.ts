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
import { Vpc } from './network/vpc.ts';
import { mirrorsOf, readHostSettings } from './host-settings.ts';

export interface RealBackendOptions {
  directory: string;
  root: DebianRoot;
  maxMachines: number;
  /** Left out, machines can use whatever devices this computer has. */
  confinement: Confinement | undefined;
  /** Where the product listens on this computer's loopback, so that machines can report to it; left out, they cannot. */
  frontDoorPort?: number | undefined;
}

const STEP_PERCENT = 5;

interface Starting {
  callOff: AbortController;
  done: Promise<unknown>;
}

/** Boots real machines: a Debian root, an overlay for each machine, systemd-nspawn. */
export class RealBackend implements MachineBackend {
  readonly kind = 'real';
  onPowerOff: ((instanceId: string) => void) | undefined;
  readonly #options: RealBackendOptions;
  readonly #on = new Map<string, MachineProcess>();
  /** Machines on their way to being on: they take room as well, and can be called off. */
  readonly #starting = new Map<string, Starting>();
  #vpc: Promise<Vpc> | undefined;
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
    await this.#unplug(instanceId);
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
    await this.#unplug(instanceId);
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
    await (await this.#vpc?.catch(() => undefined))?.close();
  }

  /** The network is there from the first machine on. */
  async #network(): Promise<Vpc> {
    this.#vpc ??= openVpc(this.#options.frontDoorPort).catch((error: unknown) => {
      this.#vpc = undefined;
      throw error;
    });
    return await this.#vpc;
  }

  /** Takes a machine that is off out of everything outside its disk. */
  async #unplug(instanceId: string): Promise<void> {
    await (await this.#vpc?.catch(() => undefined))?.disconnect(instanceId);
    await removeControlGroups(instanceId);
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
    const vpc = await this.#network();
    const link = await vpc.connect(machine);
    const { confinement } = this.#options;
    const running = await MachineProcess.start(machine, disk, {
      ...{ debianRoot, confinement, link },
      namespace: vpc.namespace,
    });
    this.#on.set(machine.instanceId, running);
    void running.ended.then(async ({ isReboot }) => {
      if (this.#on.get(machine.instanceId) !== running) return;
      this.#on.delete(machine.instanceId);
      if (running.isAskedToEnd) return;
      if (isReboot) {
        await this.#bringBack(machine);
        return;
      }
      await this.#unplug(machine.instanceId);
      this.onPowerOff?.(machine.instanceId);
    });
  }
}

async function openVpc(frontDoorPort: number | undefined): Promise<Vpc> {
  const { ports, hosts } = mirrorsOf(await readHostSettings());
  return await Vpc.open({ frontDoorPort, mirrorPorts: ports, mirrorHosts: hosts });
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
