import * as z from 'zod';
import { Ec2Error } from './ec2-error.ts';
import type { MachineFaults } from './machine-backend.ts';

const times = z.int().min(1).max(1_000).default(1);
const action = z.string().max(60).optional();

/** What can be asked of the endpoint's admin interface; each holds for the next `times` calls or launches. */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('capacity'), times }),
  z.strictObject({ kind: z.literal('throttling'), times, action }),
  z.strictObject({ kind: z.literal('lost-answer'), times, action }),
  z.strictObject({ kind: z.literal('internal-error'), times, action }),
  z.strictObject({ kind: z.literal('failing-step'), times, step: z.string().max(80).default('*') }),
  z.strictObject({ kind: z.literal('failing-check'), times }),
  z.strictObject({ kind: z.literal('silent-machine'), times }),
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

  /** Throttling and internal errors come before anything is looked at, as on AWS. */
  beforeCall(actionName: string): void {
    if (this.#take('throttling', actionName))
      throw new Ec2Error('RequestLimitExceeded', 'Request limit exceeded.', 503);
    if (this.#take('internal-error', actionName))
      throw new Ec2Error('InternalError', 'An internal error has occurred.', 500);
  }

  beforeLaunch(instanceType: string, zone: string): void {
    if (!this.#take('capacity')) return;
    throw noCapacity(instanceType, zone);
  }

  losesAnswer(actionName: string): boolean {
    return this.#take('lost-answer', actionName) !== undefined;
  }

  forMachine(): MachineFaults {
    return {
      failingStep: this.#take('failing-step')?.step,
      failingCheck: this.#take('failing-check') ? true : undefined,
      isSilent: this.#take('silent-machine') ? true : undefined,
    };
  }

  #take<Kind extends Fault['kind']>(kind: Kind, actionName?: string): Extract<Fault, { kind: Kind }> | undefined {
    const fault = this.#waiting.find(
      (one): one is Extract<Fault, { kind: Kind }> =>
        one.kind === kind && (!('action' in one) || one.action === undefined || one.action === actionName),
    );
    if (fault !== undefined && --fault.times === 0) this.#waiting = this.#waiting.filter((one) => one !== fault);
    return fault;
  }
}

export const noCapacity = (instanceType: string, zone: string): Ec2Error =>
  new Ec2Error(
    'InsufficientInstanceCapacity',
    `We currently do not have sufficient ${instanceType} capacity in the Availability Zone you requested (${zone}). ` +
      'Our system will be working on provisioning additional capacity.',
    500,
  );
