import type { SecurityRule } from '../../stacks/product/machine-rules.ts';

/**
 * The seam between EC2's rules (ids, tokens, states, errors: everything else in this folder) and what makes a machine.
 * `simulated/` plays the boot; a backend that boots real machines implements the same interface.
 *
 * Rules for a backend:
 * - A call resolves when EC2 would show the new state: `boot` and `start` when the machine runs (not when it is
 *   installed), `stop` when it is off, `terminate` when nothing of it is left: no process, mount, address or file.
 * - A call that rejects in `boot` ends the machine (terminated, Server.InternalError, the message as reason); after one that
 *   rejects in `start` the machine is stopped again, with the same reason and its disk as it was.
 * - `stop`, `terminate` and `reboot` never reject; asked for a machine the backend does not know they resolve.
 * - The endpoint never makes two calls for one machine at the same time, except `terminate`, which may come in the middle
 *   of any other and wins; the other call then settles either way and its outcome is ignored.
 */
export interface MachineBackend {
  readonly kind: 'simulated' | 'real';
  /** Refuses a launch before it is accepted; the endpoint answers InsufficientInstanceCapacity when there is no room. */
  hasRoom(): boolean;
  /** First boot of a new machine, with its user-data. */
  boot(machine: MachineSpec, onWait?: OnWait): Promise<void>;
  /** Boots a stopped machine again; its disk is as it was. */
  start(machine: MachineSpec, onWait?: OnWait): Promise<void>;
  stop(instanceId: string): Promise<void>;
  reboot(machine: MachineSpec): Promise<void>;
  terminate(instanceId: string): Promise<void>;
  consoleOutput(instanceId: string): Promise<string>;
  /**
   * Called once, before the endpoint answers anything: brings back the machines that were on when the endpoint ended
   * (crash or stop) and clears away what is left of any other.
   */
  recover(machines: { on: MachineSpec[]; off: MachineSpec[] }): Promise<void>;
  /** Whom to tell when a machine has gone off by itself, as by `poweroff`; set by whoever keeps the instances' states. */
  onPowerOff?: ((instanceId: string) => void) | undefined;
  /** The endpoint stops: ends the machines' processes, keeps their disks. */
  close(): Promise<void>;
}

/** Hears, in a sentence, what a machine waits for that cannot boot yet. */
export type OnWait = (sentence: string) => void;

export interface MachineSpec {
  instanceId: string;
  /** From the range of its subnet: all that the machine knows of itself. Its own as long as it exists. */
  privateAddress: string;
  /**
   * Where this computer reaches it, in 127.20.0.0/16; only if the launch or the subnet asked for one. A new one at each
   * start, and nobody else's while the machine is on.
   */
  publicAddress: string | undefined;
  subnet: Subnet;
  /** What its security groups let through; everything else is refused. */
  rules: readonly SecurityRule[];
  hostname: string;
  imageId: string;
  instanceType: string;
  /** Exactly as sent to RunInstances, decoded from base64 only. */
  userData: Buffer | undefined;
  tags: Readonly<Record<string, string>>;
  /** What was asked for by the admin interface for this machine; a real backend may ignore it. */
  faults: MachineFaults;
}

export interface Subnet {
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  cidr: string;
  /** Whether a launch that does not say otherwise gets a public address. */
  mapsPublicAddresses: boolean;
}

export interface MachineFaults {
  /** The step with this id fails; `*` = the first one. */
  failingStep?: string | undefined;
  /** The blueprint's own check fails. */
  failingCheck?: boolean | undefined;
  /** The machine boots but never reports anything. */
  isSilent?: boolean | undefined;
}
