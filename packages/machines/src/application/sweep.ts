import type { AuditRepository } from '@cloudapp/data/audit-repository';
import { gauge } from '@cloudapp/data/counters';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import type { StatisticsEventRepository } from '@cloudapp/data/statistics-event-repository';
import type { StrayRepository } from '@cloudapp/data/stray-repository';
import { passing } from '../domain/facts.ts';
import type { Ec2, Log, TaggedInstance } from './ports.ts';

export interface SweepParts {
  readonly instances: InstanceRepository;
  readonly strays: StrayRepository;
  readonly statisticsEvents: StatisticsEventRepository;
  readonly audit: AuditRepository;
  readonly ec2: Ec2;
  readonly log: Log;
}

/**
 * Looks through all EC2 instances with our tags for those that nobody keeps. One whose machine has ended, or failed without
 * EC2's answer, is ended: it can only be a launch whose answer came too late. One without any machine is a stray: it is reported and never touched,
 * since CloudApp does not know what it is for.
 */
export class Sweep {
  readonly #parts: SweepParts;

  constructor(parts: SweepParts) {
    this.#parts = parts;
  }

  async run(instances: readonly TaggedInstance[], now: Date): Promise<void> {
    const present = instances.filter(({ power }) => power !== 'terminated' && power !== 'shutting-down');
    const strays = new Set<string>();
    for (const instance of present) {
      if (await this.#isStray(instance)) strays.add(instance.ec2InstanceId);
    }
    for (const ec2InstanceId of strays) await this.#report(ec2InstanceId, now);
    for (const { ec2InstanceId } of await this.#parts.strays.list()) {
      if (!strays.has(ec2InstanceId)) await this.#forget(ec2InstanceId, now);
    }
  }

  async #isStray(instance: TaggedInstance): Promise<boolean> {
    const record = instance.instanceId === '' ? undefined : await this.#parts.instances.get(instance.instanceId);
    if (!record) return true;
    const { ec2InstanceId: own } = passing(record);
    // Whoever has been told that the launch failed has no use for it, and nothing else would ever end it: it has no lease.
    const isOver = record.state === 'terminated' || (record.state === 'failed' && own === undefined);
    const isSuperfluous = isOver || (own !== undefined && own !== instance.ec2InstanceId);
    if (isSuperfluous) {
      const { ec2InstanceId, instanceId } = instance;
      this.#parts.log.warn({ ec2InstanceId, instanceId }, 'ending an instance whose machine is gone');
      await this.#parts.ec2.terminate(ec2InstanceId);
    }
    return false;
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
