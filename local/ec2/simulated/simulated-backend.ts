import { setTimeout as sleep } from 'node:timers/promises';
import type { MachineBackend, MachineSpec } from '../machine-backend.ts';
import { playBoot } from './boot.ts';
import { Disks, print, type Disk } from './disk.ts';
import { makeHostKey } from './host-key.ts';
import { LoginPort } from './login-port.ts';
import { socketOf } from './login-sockets.ts';

export interface SimulatedBackendOptions {
  directory: string;
  /** How many times faster than believable; 1 for people, 50 and more for tests. */
  speed: number;
  maxMachines: number;
  /** Where machines answer when they cannot listen on their own addresses. */
  loginSocketDirectory?: string | undefined;
}

interface Running {
  disk: Disk;
  loginPort: LoginPort | undefined;
  power: AbortController;
  playing: Promise<void>;
}

const POWER_ON_SECONDS = 2.5;
const POWER_OFF_SECONDS = 3;
const TERMINATE_SECONDS = 2;
const REBOOT_SECONDS = 2;

/** Machines that only seem to be: they take time, report as the agent does, answer at the login port, remember their disk. */
export class SimulatedBackend implements MachineBackend {
  readonly kind = 'simulated';
  readonly #options: SimulatedBackendOptions;
  readonly #disks: Disks;
  readonly #running = new Map<string, Running>();
  /** Machines being made: they take room as well. */
  readonly #starting = new Map<string, AbortController>();

  constructor(options: SimulatedBackendOptions) {
    this.#options = options;
    this.#disks = new Disks(options.directory);
  }

  hasRoom(): boolean {
    return this.#running.size + this.#starting.size < this.#options.maxMachines;
  }

  async boot(machine: MachineSpec): Promise<void> {
    await this.#powerOn(machine, POWER_ON_SECONDS);
  }

  async start(machine: MachineSpec): Promise<void> {
    await this.#powerOn(machine, POWER_ON_SECONDS);
  }

  async stop(instanceId: string): Promise<void> {
    await this.#powerOff(instanceId);
    await this.#wait(POWER_OFF_SECONDS);
  }

  async reboot(machine: MachineSpec): Promise<void> {
    await this.#powerOff(machine.instanceId);
    await this.#powerOn(machine, REBOOT_SECONDS).catch(() => undefined);
  }

  async terminate(instanceId: string): Promise<void> {
    this.#starting.get(instanceId)?.abort();
    await this.#powerOff(instanceId);
    await this.#wait(TERMINATE_SECONDS);
    await this.#disks.remove(instanceId);
  }

  async consoleOutput(instanceId: string): Promise<string> {
    const disk = this.#running.get(instanceId)?.disk ?? (await this.#disks.read(instanceId));
    return disk?.console ?? '';
  }

  async recover({ on }: { on: MachineSpec[]; off: MachineSpec[] }): Promise<void> {
    for (const machine of on) await this.#powerOn(machine, 0);
  }

  async close(): Promise<void> {
    for (const power of this.#starting.values()) power.abort();
    await Promise.all([...this.#running.keys()].map((id) => this.#powerOff(id)));
  }

  async #powerOn(machine: MachineSpec, seconds: number): Promise<void> {
    const { instanceId } = machine;
    const power = new AbortController();
    this.#starting.set(instanceId, power);
    try {
      await this.#wait(seconds, power.signal);
      const disk = (await this.#disks.read(instanceId)) ?? newDisk();
      disk.boots += 1;
      print(
        disk,
        `[    0.000000] Linux version 6.1.0-simulated (${machine.imageId}, ${machine.instanceType}), boot ${disk.boots}`,
      );
      print(disk, `[    1.204118] systemd[1]: Hostname set to <${machine.hostname}>.`);
      await this.#disks.write(instanceId, disk);
      const loginPort = this.#loginPortOf(machine);
      const obstacle = await loginPort?.open();
      if (obstacle !== undefined) print(disk, `sshd: ${obstacle}`);
      power.signal.throwIfAborted();
      this.#running.set(instanceId, { disk, loginPort, power, playing: this.#play(machine, disk, power.signal) });
    } finally {
      this.#starting.delete(instanceId);
    }
  }

  /** Without a public address there is no way to a machine, whatever listens on it. */
  #loginPortOf({ publicAddress: address }: MachineSpec): LoginPort | undefined {
    if (address === undefined) return undefined;
    const directory = this.#options.loginSocketDirectory;
    return directory === undefined ? new LoginPort(address) : new LoginPort(address, socketOf(directory, address));
  }

  async #play(machine: MachineSpec, disk: Disk, signal: AbortSignal): Promise<void> {
    const saveDisk = async (): Promise<void> => {
      await this.#disks.write(machine.instanceId, disk);
    };
    try {
      await playBoot({ machine, disk, speed: this.#options.speed, signal, saveDisk });
    } catch (error) {
      if (signal.aborted) return; // switched off in the middle
      print(disk, `cloudapp-agent: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await saveDisk();
    }
  }

  async #powerOff(instanceId: string): Promise<void> {
    const running = this.#running.get(instanceId);
    if (running === undefined) return;
    this.#running.delete(instanceId);
    running.power.abort();
    running.loginPort?.close();
    await running.playing;
  }

  async #wait(seconds: number, signal?: AbortSignal): Promise<void> {
    await sleep((seconds * 1_000) / this.#options.speed, undefined, signal === undefined ? {} : { signal });
  }
}

function newDisk(): Disk {
  return { boots: 0, finishedSteps: [], hostKey: makeHostKey(), secrets: {}, console: '' };
}
