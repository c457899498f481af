import type { Instance, InstanceStateName, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import type { Chance } from './chance.ts';

type Power = InstanceStateName;

interface Phase {
  readonly at: number;
  readonly power: Power;
  readonly publicAddress?: string;
  readonly reason?: string;
}

/** One virtual machine, with what it has been until now, since EC2 may answer with what it was a moment ago. */
export class Ec2Instance {
  readonly id: string;
  readonly asked: RunInstancesCommandInput;
  readonly launchedAt: number;
  readonly privateAddress: string;
  readonly #phases: Phase[];
  /** Counts what was ordered, so that an order that came first does not undo one that came later. */
  orders = 0;

  constructor(asked: RunInstancesCommandInput, now: number, chance: Chance) {
    this.id = `i-${chance.digits(17)}`;
    this.asked = asked;
    this.launchedAt = now;
    this.privateAddress = `10.41.${chance.whole(0, 255)}.${chance.whole(4, 254)}`;
    this.#phases = [{ at: now, power: 'pending' }];
  }

  get power(): Power {
    return this.#last.power;
  }

  get publicAddress(): string | undefined {
    return this.#last.publicAddress;
  }

  get isGone(): boolean {
    return this.power === 'terminated' || this.power === 'shutting-down';
  }

  get endedAt(): number | undefined {
    return this.power === 'terminated' ? this.#last.at : undefined;
  }

  /** As its subnet names it. */
  get zone(): string | undefined {
    return this.asked.NetworkInterfaces?.[0]?.SubnetId;
  }

  /** The machine of CloudApp that its tag names. */
  get machineId(): string {
    const tags = this.asked.TagSpecifications?.[0]?.Tags ?? [];
    return tags.find(({ Key }) => Key === 'cloudapp:id')?.Value ?? '';
  }

  become(power: Power, at: number, more: Pick<Phase, 'publicAddress' | 'reason'> = {}): void {
    this.#phases.push({ at, power, ...more });
  }

  /** As EC2 tells of it; undefined before it existed. */
  asOf(at: number): Instance | undefined {
    const phase = this.#phases.findLast((one) => one.at <= at);
    if (!phase) return undefined;
    return {
      InstanceId: this.id,
      State: { Name: phase.power },
      PublicIpAddress: phase.publicAddress,
      PrivateIpAddress: this.privateAddress,
      Tags: this.asked.TagSpecifications?.[0]?.Tags,
      ...(phase.reason !== undefined && { StateReason: { Code: phase.reason, Message: `${phase.reason}: explained` } }),
    };
  }

  get #last(): Phase {
    const last = this.#phases.at(-1);
    if (!last) throw new Error('An instance is always in some state');
    return last;
  }
}
