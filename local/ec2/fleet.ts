import { addressOf, freeAddressIn, isFree } from './address.ts';
import { rulesOf, subnetOf, type Catalogue } from './catalogue.ts';
import { Ec2Error, unknownInstance } from './ec2-error.ts';
import { isPoweredOn, machineOf, type Instance, type InstanceState } from './instance.ts';
import type { MachineBackend, MachineSpec, OnWait, Subnet } from './machine-backend.ts';
import type { StateFile } from './state-file.ts';
import type { Timing } from './timing.ts';
import { requireVcpus } from './vcpu-quota.ts';

export interface FleetParts {
  file: StateFile;
  backend: MachineBackend;
  catalogue: Catalogue;
  timing: Timing;
  now: () => Date;
}

export interface ConsoleOutput {
  output: string;
  at: Date;
}

const MALFORMED = /^i-[0-9a-f]{8}([0-9a-f]{9})?$/;
const userInitiated = {
  code: 'Client.UserInitiatedShutdown',
  message: 'Client.UserInitiatedShutdown: User initiated shutdown',
};

const pending = { code: 'pending', message: 'pending' };

const instanceInitiated = {
  code: 'Client.InstanceInitiatedShutdown',
  message: 'Client.InstanceInitiatedShutdown: Instance initiated shutdown',
};

/** The instances and their states over time: what EC2 does between a request and the machine. */
export class Fleet {
  readonly #parts: FleetParts;
  /** Work on the machines that is under way, so that closing waits for it. */
  readonly #underWay = new Set<Promise<void>>();
  readonly #posted = new Map<string, ConsoleOutput>();
  #isClosing = false;

  constructor(parts: FleetParts) {
    this.#parts = parts;
    parts.backend.onPowerOff = (instanceId) => {
      this.#followPowerOff(instanceId);
    };
  }

  /** Takes up what an earlier life of the endpoint left: machines come back, half-done changes are finished. */
  async recover(): Promise<void> {
    const { file, backend } = this.#parts;
    const instances = Object.values(file.state.instances);
    const on = instances.filter((instance) => instance.state === 'running');
    const off = instances.filter((instance) => instance.state === 'stopped' || instance.state === 'stopping');
    const spec = (instance: Instance): MachineSpec => this.#specOf(instance);
    await backend.recover({ on: on.map(spec), off: off.map(spec) });
    for (const instance of instances) {
      if (instance.state === 'pending') this.#powerOn(instance, 'boot');
      if (instance.state === 'stopping') this.#enter(instance, 'stopped');
      if (instance.state === 'shutting-down') this.#terminateMachine(instance);
    }
    await file.save();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#parts.backend.close();
    await Promise.allSettled(this.#underWay);
    await this.#parts.file.save();
  }

  get state(): StateFile['state'] {
    return this.#parts.file.state;
  }

  async save(): Promise<void> {
    await this.#parts.file.save();
  }

  hasRoom(): boolean {
    return this.#parts.backend.hasRoom();
  }

  async nextPublicAddress(): Promise<string> {
    for (;;) {
      const address = addressOf(this.state.nextAddress++);
      if (await isFree(address)) return address;
    }
  }

  /** The private address of a new instance. */
  privateAddressIn(subnet: Subnet): string {
    const present = Object.values(this.state.instances).filter(({ state }) => state !== 'terminated');
    const address = freeAddressIn(subnet.cidr, new Set(present.map(({ privateAddress }) => privateAddress)));
    if (address !== undefined) return address;
    throw new Ec2Error(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet.subnetId}' to satisfy the requested number of instances.`,
    );
  }

  /** @param givenUp why EC2 gives the launch up that it takes, which ends the instance */
  launch(instance: Instance, givenUp?: Instance['stateReason']): void {
    this.state.instances[instance.instanceId] = instance;
    if (givenUp === undefined) this.#powerOn(instance, 'boot');
    else this.#enter(instance, 'terminated', givenUp);
  }

  /** Whether the account may run a type besides what is on. */
  requireVcpus(instanceType: string): void {
    requireVcpus(instanceType, this.#parts.catalogue.vcpuQuota, Object.values(this.state.instances));
  }

  /** Everything that callers may see now, oldest first. */
  visible(): Instance[] {
    this.#forgetOld();
    return Object.values(this.state.instances).filter((instance) => this.#isVisible(instance));
  }

  /** The instances with these ids, or EC2's error for the first kind of wrong among them. */
  find(ids: readonly string[]): Instance[] {
    const malformed = ids.find((id) => !MALFORMED.test(id));
    if (malformed !== undefined) throw new Ec2Error('InvalidInstanceID.Malformed', `Invalid id: "${malformed}"`);
    const visible = new Map(this.visible().map((instance) => [instance.instanceId, instance]));
    const unknown = ids.filter((id) => !visible.has(id));
    if (unknown.length > 0) throw unknownInstance(unknown);
    return ids.flatMap((id) => visible.get(id) ?? []);
  }

  stop(instance: Instance): void {
    if (instance.state === 'stopped' || instance.state === 'stopping') return;
    if (instance.state !== 'running') throw incorrectState(instance, 'stopped');
    this.#enter(instance, 'stopping', userInitiated);
    this.#follow(instance, 'stopping', this.#parts.backend.stop(instance.instanceId), () => {
      this.#enter(instance, 'stopped', userInitiated);
    });
  }

  /** @param givenUp why EC2 gives the start up that it takes: the instance is stopped again, and its disk is as it was */
  start(instance: Instance, givenUp?: Instance['stateReason']): void {
    if (isPoweredOn(instance.state)) return;
    if (instance.state !== 'stopped') throw incorrectState(instance, 'started');
    this.requireVcpus(instance.instanceType);
    instance.launchedAt = this.#parts.now().toISOString();
    if (givenUp === undefined) this.#powerOn(instance, 'start');
    else this.#startInVain(instance, givenUp);
  }

  reboot(instance: Instance): void {
    if (instance.state !== 'running') throw incorrectState(instance, 'rebooted');
    this.#track(this.#parts.backend.reboot(this.#specOf(instance)));
  }

  terminate(instance: Instance): void {
    if (instance.state === 'terminated' || instance.state === 'shutting-down') return;
    this.#enter(instance, 'shutting-down', userInitiated);
    this.#terminateMachine(instance);
  }

  async latestConsole({ instanceId }: Instance): Promise<ConsoleOutput> {
    return { output: await this.#parts.backend.consoleOutput(instanceId), at: this.#parts.now() };
  }

  /** What was there when the state last changed. */
  postedConsole({ instanceId, stateSince }: Instance): ConsoleOutput {
    return this.#posted.get(instanceId) ?? { output: '', at: new Date(stateSince) };
  }

  #powerOn(instance: Instance, how: 'boot' | 'start'): void {
    this.#enter(instance, 'pending', pending);
    const onWait: OnWait = (sentence) => {
      if (instance.state === 'pending') instance.stateReason = { code: 'pending', message: sentence };
    };
    const work =
      how === 'boot' ? this.#parts.backend.boot(this.#specOf(instance), onWait) : this.#startAgain(instance, onWait);
    const onDone = () => {
      this.#enter(instance, 'running');
    };
    this.#follow(instance, 'pending', work, onDone, how === 'boot' ? 'terminated' : 'stopped');
  }

  #startInVain(instance: Instance, reason: Instance['stateReason']): void {
    this.#enter(instance, 'pending', pending);
    this.#follow(instance, 'pending', Promise.resolve(), () => {
      this.#enter(instance, 'stopped', reason);
    });
  }

  /** A public address is given back at the stop; the start brings another one. */
  async #startAgain(instance: Instance, onWait: OnWait): Promise<void> {
    const { backend } = this.#parts;
    if (instance.hasPublicAddress) instance.publicAddress = await this.nextPublicAddress();
    if (instance.state === 'pending') await backend.start(this.#specOf(instance), onWait);
  }

  #specOf(instance: Instance): MachineSpec {
    const { catalogue } = this.#parts;
    const subnet = subnetOf(catalogue, instance.subnetId);
    return machineOf(instance, { subnet, rules: rulesOf(catalogue, instance.securityGroupIds) });
  }

  /** A machine that was shut down from within is stopped or terminated, as its launch said. */
  #followPowerOff(instanceId: string): void {
    const instance = this.state.instances[instanceId];
    if (instance?.state !== 'running') return;
    if (instance.shutdownBehavior === 'terminate') {
      this.#enter(instance, 'shutting-down', instanceInitiated);
      this.#terminateMachine(instance);
    } else {
      this.#enter(instance, 'stopped', instanceInitiated);
    }
    this.#track(this.save());
  }

  #terminateMachine(instance: Instance): void {
    this.#follow(instance, 'shutting-down', this.#parts.backend.terminate(instance.instanceId), () => {
      this.#enter(instance, 'terminated', instance.stateReason);
    });
  }

  /** Goes on to the next state when the backend is done, unless the instance has left `state` meanwhile. */
  #follow(
    instance: Instance,
    state: InstanceState,
    work: Promise<void>,
    onDone: () => void,
    onFailure: InstanceState = 'terminated',
  ): void {
    const isOpen = () => instance.state === state && !this.#isClosing;
    const settle = async (): Promise<void> => {
      try {
        await work;
        if (isOpen()) {
          onDone();
          this.#posted.set(instance.instanceId, await this.latestConsole(instance));
        }
      } catch (error) {
        if (isOpen() && onFailure === 'stopped') await this.#parts.backend.stop(instance.instanceId);
        if (isOpen()) this.#enter(instance, onFailure, failure(error));
      }
      await this.save();
    };
    this.#track(settle());
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        console.error(error);
      })
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  #enter(instance: Instance, state: InstanceState, reason?: Instance['stateReason']): void {
    instance.state = state;
    instance.stateReason = reason;
    instance.stateSince = this.#parts.now().toISOString();
    if (state === 'stopped' || state === 'terminated') instance.publicAddress = undefined;
  }

  #isVisible(instance: Instance): boolean {
    const isNew = instance.state === 'pending' || instance.state === 'running';
    return !isNew || this.#age(instance.launchedAt) >= this.#parts.timing.consistencyMilliseconds;
  }

  #forgetOld(): void {
    const { terminatedVisibleMilliseconds, tokenMilliseconds } = this.#parts.timing;
    for (const instance of Object.values(this.state.instances)) {
      const isOld = instance.state === 'terminated' && this.#age(instance.stateSince) > terminatedVisibleMilliseconds;
      if (isOld) Reflect.deleteProperty(this.state.instances, instance.instanceId);
    }
    for (const [token, { usedAt }] of Object.entries(this.state.tokens)) {
      if (this.#age(usedAt) > tokenMilliseconds) Reflect.deleteProperty(this.state.tokens, token);
    }
  }

  #age(timestamp: string): number {
    return this.#parts.now().getTime() - Date.parse(timestamp);
  }
}

function failure(error: unknown): Instance['stateReason'] {
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'Server.InternalError', message: `Server.InternalError: ${reason}` };
}

function incorrectState(instance: Instance, wanted: string): Ec2Error {
  return new Ec2Error(
    'IncorrectInstanceState',
    `The instance '${instance.instanceId}' is not in a state from which it can be ${wanted} (it is ${instance.state}).`,
  );
}
