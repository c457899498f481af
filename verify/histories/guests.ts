import type { BootEvent } from '@cloudapp/contracts/boot-event';
import type { Ec2Instance } from './ec2-instance.ts';
import type { Guests } from './ec2.ts';
import type { Surroundings } from './running-process.ts';

/** What a machine is given at its launch. */
export interface UserData {
  readonly instanceId: string;
  readonly token: string;
  readonly stepIds: readonly string[];
}

/** How a machine's report was taken: it goes on, tries again, or is told that nobody listens any more. */
export type Taken = 'yes' | 'not-now' | 'never-again';

export type Report = (data: UserData, event: BootEvent) => Promise<Taken>;

/** What a machine says, before it has its place. */
type Said = BootEvent extends infer Event
  ? Event extends BootEvent
    ? Omit<Event, 'boot' | 'sequence'>
    : never
  : never;

const hostKeys = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p'];
const checkPassed: Said = { type: 'check-passed', seconds: 2, hostKeys, secrets: {} };

/** A machine's own side: it installs itself and reports, late, twice and out of order when things are bad. */
export class Agents implements Guests {
  readonly #around: Surroundings;
  readonly #report: Report;
  /** Machines that never reported, and those one of whose steps failed. */
  readonly silent = new Set<string>();
  readonly bad = new Set<string>();
  /** What runs on each machine: a new boot ends what ran before. */
  readonly #boots = new Map<Ec2Instance, { number: number; isOn: boolean }>();

  constructor(around: Surroundings, report: Report) {
    this.#around = around;
    this.#report = report;
  }

  boot(instance: Ec2Instance): void {
    this.halt(instance);
    const number = (this.#boots.get(instance)?.number ?? 0) + 1;
    const boot = { number, isOn: true };
    this.#boots.set(instance, boot);
    void this.#run(instance, boot);
  }

  halt(instance: Ec2Instance): void {
    const boot = this.#boots.get(instance);
    if (boot) boot.isOn = false;
  }

  /** Whether something answers at the login port. */
  answersAt(address: string, instances: readonly Ec2Instance[]): boolean {
    const instance = instances.find((one) => one.power === 'running' && one.publicAddress === address);
    return instance !== undefined && this.#boots.get(instance)?.isOn === true;
  }

  async #run(instance: Ec2Instance, boot: { readonly number: number; isOn: boolean }): Promise<void> {
    const { time, chance } = this.#around;
    const data = JSON.parse(Buffer.from(instance.asked.UserData ?? '', 'base64').toString()) as UserData;
    await time.sleep(chance.between(2_000, 8_000));
    let sequence = 0;
    for (const said of this.#story(data, boot.number)) {
      await time.sleep(chance.between(200, 4_000));
      if (!boot.isOn) return;
      const event: BootEvent = { ...said, boot: boot.number, sequence: ++sequence };
      const sending = this.#send(data, event, boot);
      // Most wait until they were heard; some overtake.
      if (!this.#around.faults.isOn || chance.happens(0.8)) await sending;
      if (this.#around.faults.isOn && chance.happens(0.1)) void this.#again(data, event);
    }
  }

  #story({ instanceId, stepIds }: UserData, boot: number): Said[] {
    const { chance, faults } = this.#around;
    if (boot > 1) return [{ type: 'booted' }, checkPassed];
    // A machine may hang, or one of its steps fail.
    if (faults.isOn && chance.happens(0.02)) {
      this.silent.add(instanceId);
      return [];
    }
    const isBad = faults.isOn && chance.happens(0.04);
    if (isBad) this.bad.add(instanceId);
    const steps = stepIds.flatMap((stepId, index): Said[] => {
      if (isBad && index === stepIds.length - 1)
        return [{ type: 'step-failed', stepId, seconds: 3, exitCode: 1, timedOut: false, output: 'no' }];
      return [
        { type: 'step-started', stepId },
        { type: 'step-finished', stepId, seconds: 3 },
      ];
    });
    return [{ type: 'booted' }, ...steps, ...(isBad ? [] : [checkPassed])];
  }

  async #send(data: UserData, event: BootEvent, boot: { readonly isOn: boolean }): Promise<void> {
    const { time } = this.#around;
    while (boot.isOn) {
      const taken = await this.#report(data, event);
      if (taken !== 'not-now') return;
      await time.sleep(2_000);
    }
  }

  async #again(data: UserData, event: BootEvent): Promise<void> {
    const { time, chance } = this.#around;
    await time.sleep(chance.between(100, 30_000));
    await this.#report(data, event);
  }
}
