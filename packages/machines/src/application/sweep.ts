import { instanceId } from '@cloudapp/contracts/primitives';
import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { gauge } from '@cloudapp/data/counters';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Broken, InstanceRepository } from '@cloudapp/data/instance-repository';
import type { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import type { StrayRepository } from '@cloudapp/data/stray-repository';
import { needsLook } from '../domain/disagreement.ts';
import { passing } from '../domain/facts.ts';
import type { StopOrder } from '../domain/stop-order.ts';
import type { Ec2, Log, TaggedInstance } from './ports.ts';

export interface SweepParts {
  readonly instances: InstanceRepository;
  readonly strays: StrayRepository;
  readonly statisticsEvents: StatisticsEventRepository;
  readonly audit: AuditRepository;
  readonly ec2: Ec2;
  readonly log: Log;
}

/** Machines that are not as EC2 has them, as far as can be told from a list of all that may lag. */
export type Suspects = readonly string[];

/**
 * Holds all EC2 instances with our tags against all machines, by pages of both. Finds the machines that must be looked at, and the
 * instances that nobody keeps. One whose machine has ended, or failed without EC2's answer, is ended: it can only be a launch whose answer
 * came too late. One without any machine is a stray: it is reported and never touched, since CloudApp does not know what it is for.
 */
export class Sweep {
  readonly #parts: SweepParts;

  constructor(parts: SweepParts) {
    this.#parts = parts;
  }

  /**
   * @param instances by their EC2 ids
   * @param orders to stop, by the owner of machines
   */
  async run(
    instances: ReadonlyMap<string, TaggedInstance>,
    orders: ReadonlyMap<string, StopOrder>,
    now: Date,
  ): Promise<Suspects> {
    const suspects: string[] = [];
    const kept = new Set<string>();
    for await (const machines of this.#parts.instances.placed(this.#warn)) {
      for (const machine of machines) {
        const instance = instances.get(machine.ec2InstanceId ?? '');
        if (instance?.instanceId === machine.instanceId) kept.add(instance.ec2InstanceId);
        if (needsLook(machine, instance, orders)) suspects.push(machine.instanceId);
      }
    }
    const isPresent = ({ power }: TaggedInstance) => power !== 'terminated' && power !== 'shutting-down';
    const others = [...instances.values()].filter((one) => isPresent(one) && !kept.has(one.ec2InstanceId));
    await this.#lookAfter(others, now).catch((err: unknown) => {
      this.#parts.log.error({ err }, 'instances that nobody keeps could not be looked after');
    });
    return suspects;
  }

  /** Instances that the list of machines does not have, which may lag: what is stored at this instant decides. */
  async #lookAfter(instances: readonly TaggedInstance[], now: Date): Promise<void> {
    const ids = instances.flatMap(({ instanceId }) => (isInstanceId(instanceId) ? [instanceId] : []));
    const unreadable = new Set<string>();
    const records = await this.#parts.instances.getReadable([...new Set(ids)], (id, error) => {
      unreadable.add(id);
      this.#warn(id, error);
    });
    const byId = new Map(records.map((record) => [record.instanceId, record]));
    const strays = new Set<string>();
    for (const instance of instances) {
      const record = byId.get(instance.instanceId);
      if (unreadable.has(instance.instanceId)) continue;
      if (!record) strays.add(instance.ec2InstanceId);
      else if (isSuperfluous(instance, record)) await this.#end(instance);
    }
    for (const ec2InstanceId of strays) await this.#report(ec2InstanceId, now);
    for (const { ec2InstanceId } of await this.#parts.strays.list()) {
      if (!strays.has(ec2InstanceId)) await this.#forget(ec2InstanceId, now);
    }
  }

  readonly #warn: Broken = (instanceId, err) => {
    this.#parts.log.warn({ err, instanceId }, 'a machine cannot be held against EC2');
  };

  async #end({ ec2InstanceId, instanceId }: TaggedInstance): Promise<void> {
    this.#parts.log.warn({ ec2InstanceId, instanceId }, 'ending an instance whose machine is gone');
    await this.#parts.ec2.terminate(ec2InstanceId);
  }

  async #report(ec2InstanceId: string, now: Date): Promise<void> {
    const { strays, statisticsEvents, audit, log } = this.#parts;
    if (!(await strays.see(ec2InstanceId, now))) return;
    log.warn({ ec2InstanceId }, 'an instance carries our tags and has no machine');
    await statisticsEvents.append({ gauges: { [gauge.strays]: 1 } }, now);
    const subject = { kind: 'machine', id: ec2InstanceId, name: ec2InstanceId } as const;
    await audit.append({ action: 'stray-found', subject, detail: 'Carries CloudApp’s tags but has no record' }, now);
  }

  async #forget(ec2InstanceId: string, now: Date): Promise<void> {
    const { strays, statisticsEvents } = this.#parts;
    if (await strays.forget(ec2InstanceId)) await statisticsEvents.append({ gauges: { [gauge.strays]: -1 } }, now);
  }
}

/** Whoever has been told that the launch failed has no use for it, and nothing else would ever end it: it has no lease. */
function isSuperfluous({ ec2InstanceId }: TaggedInstance, record: InstanceRecord): boolean {
  const { ec2InstanceId: own } = passing(record);
  if (record.state === 'terminated' || (record.state === 'failed' && own === undefined)) return true;
  return own !== undefined && own !== ec2InstanceId;
}

/** Tags are written by whoever may tag: what cannot be a machine's id is not asked for. */
function isInstanceId(text: string): boolean {
  return instanceId.safeParse(text).success;
}
