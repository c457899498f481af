import * as z from 'zod';
import { Ec2Error, requestLimitExceeded } from './ec2-error.ts';
import { vcpuLimitExceeded } from './vcpu-quota.ts';
import type { Instance } from './instance.ts';
import type { MachineFaults } from './machine-backend.ts';

const times = z.int().min(1).max(1_000).default(1);
const action = z.string().max(60).optional();
/** The Name tag of the machine that is meant; without it, whichever is launched next. */
const machine = z.string().max(200).optional();

/** What can be asked of the endpoint's admin interface; each holds for the next `times` calls, launches or starts. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('capacity'), times, machine, zone: z.string().max(40).optional() }),
  /** The quota of vCPUs is used up, whatever it is. */
  z.strictObject({ kind: z.literal('vcpu-limit'), times, machine }),
  /** EC2 takes the machine and finds no room for it then. */
  z.strictObject({ kind: z.literal('late-capacity'), times, machine }),
  /** The caller may not use the key of the disk, which shows after the machine was taken. */
  z.strictObject({ kind: z.literal('disk-key'), times, machine }),
  /** A rule of the account or its organisation forbids the call. */
  z.strictObject({ kind: z.literal('unauthorised'), times, action }),
  z.strictObject({ kind: z.literal('throttling'), times, action }),
  z.strictObject({ kind: z.literal('lost-answer'), times, action }),
  z.strictObject({ kind: z.literal('internal-error'), times, action }),
  z.strictObject({ kind: z.literal('failing-step'), times, machine, step: z.string().max(80).default('*') }),
  z.strictObject({ kind: z.literal('failing-check'), times, machine }),
  z.strictObject({ kind: z.literal('silent-machine'), times, machine }),
]);

export type Fault = z.infer<typeof faultSchema>;

/** The faults waiting to happen. */
export class Faults {
  #waiting: Fault[] = [];

  get waiting(): readonly Fault[] {
    return this.#waiting;
  }

  add(fault: Fault): void {
    this.#waiting.push(fault);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Throttling, missing rights and internal errors come before anything is looked at, as on AWS. */
  beforeCall(actionName: string): void {
    if (this.#take('throttling', { action: actionName })) throw requestLimitExceeded();
    if (this.#take('unauthorised', { action: actionName }))
      throw new Ec2Error('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403);
    if (this.#take('internal-error', { action: actionName }))
      throw new Ec2Error('InternalError', 'An internal error has occurred.', 500);
  }

  /** EC2 takes a machine on at its launch and again at each start. */
  beforePowerOn({ instanceType, availabilityZone, tags }: Instance): void {
    const launched = { machine: tags['Name'], zone: availabilityZone };
    if (this.#take('vcpu-limit', launched)) throw vcpuLimitExceeded(0);
    if (this.#take('capacity', launched)) throw noCapacity(instanceType, availabilityZone);
  }

  /** Why EC2 gives a launch or a start up that it has taken. */
  afterPowerOn({ tags }: Instance): Instance['stateReason'] {
    const launched = { machine: tags['Name'] };
    if (this.#take('late-capacity', launched)) return insufficientCapacity;
    return this.#take('disk-key', launched) && clientError;
  }

  losesAnswer(actionName: string): boolean {
    return this.#take('lost-answer', { action: actionName }) !== undefined;
  }

  forMachine({ tags }: Instance): MachineFaults {
    const launched = { machine: tags['Name'] };
    return {
      failingStep: this.#take('failing-step', launched)?.step,
      failingCheck: this.#take('failing-check', launched) ? true : undefined,
      isSilent: this.#take('silent-machine', launched) ? true : undefined,
    };
  }

  #take<Kind extends Fault['kind']>(kind: Kind, happening: Happening): Extract<Fault, { kind: Kind }> | undefined {
    const fault = this.#waiting.find(
      (one): one is Extract<Fault, { kind: Kind }> => one.kind === kind && isMeant(one, happening),
    );
    if (fault !== undefined && --fault.times === 0) this.#waiting = this.#waiting.filter((one) => one !== fault);
    return fault;
  }
}

/** What is going on when a fault may strike. */
interface Happening {
  readonly action?: string;
  readonly machine?: string | undefined;
  readonly zone?: string;
}

function isMeant(fault: Fault, happening: Happening): boolean {
  const action = 'action' in fault ? fault.action : undefined;
  const zone = 'zone' in fault ? fault.zone : undefined;
  const machineName = 'machine' in fault ? fault.machine : undefined;
  return (
    (action === undefined || action === happening.action) &&
    (machineName === undefined || machineName === happening.machine) &&
    (zone === undefined || zone === happening.zone)
  );
}

/** The messages are those of https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html or seen in threads. */
const insufficientCapacity = {
  code: 'Server.InsufficientInstanceCapacity',
  message: 'Server.InsufficientInstanceCapacity: Insufficient capacity to satisfy instance request',
};
const clientError = {
  code: 'Client.InternalError',
  message: 'Client.InternalError: Client error on launch',
};

export const noCapacity = (instanceType: string, zone: string): Ec2Error =>
  new Ec2Error(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). ` +
      'Our system will be working on provisioning additional capacity.',
    500,
  );
