import type { Instance } from '@cloudapp/contracts/instance';
import type { ReportedUsage, Usage } from '@cloudapp/contracts/usage';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { PresentOwners } from '@cloudapp/data/present-owners';
import { isActive } from '@cloudapp/data/usage-digest';
import type { TimedUsage } from '@cloudapp/data/usage-item';
import type { Machines } from '@cloudapp/machines/composition';
import type { Change } from '@cloudapp/machines/domain/change';
import { claiming, keepingClaim } from '@cloudapp/machines/domain/claim';
import { idleAhead, idleChange, isToStop, keptRunning, messageOf, noticeMs } from '@cloudapp/machines/domain/idle';
import type { Actor } from '../domain/actor.ts';
import { placedSamples } from '../domain/placed-samples.ts';
import { presentReceipt, presentUsage } from '../domain/present-usage.ts';
import { changeMachine, stateWrong, unlessOvertaken } from './change-machine.ts';
import { visibleInstance } from './find-instance.ts';
import { RefusedError } from './refused-error.ts';
import { reportingMachine, type ReportingParts } from './reporting-machine.ts';

export interface UsageParts extends ReportingParts {
  readonly machines: Pick<Machines, 'instances' | 'writer' | 'rules' | 'usage'>;
  readonly owners: PresentOwners;
  readonly wake: (instanceId: string) => void;
}

const dayMs = 24 * 3_600_000;

/** What machines do, as they say themselves, and what being idle comes to. */
export class MachineUsage {
  readonly #parts: UsageParts;

  constructor(parts: UsageParts) {
    this.#parts = parts;
  }

  /**
   * Takes what a machine did in the last minutes. @returns what people on it should be told
   * @throws RefusedError
   */
  async take(instanceId: string, token: string, reported: readonly ReportedUsage[], now: Date) {
    const record = await reportingMachine(this.#parts, instanceId, token, now);
    const ofHour = await this.#parts.machines.usage.add(instanceId, placedSamples(reported, now));
    const changed = await this.#decide(record, ofHour, now);
    const idle = idleAhead(changed ?? record, now);
    return idle === undefined ? {} : { message: messageOf(idle) };
  }

  /** Somebody on the machine keeps it. @throws RefusedError */
  async keepFromMachine(instanceId: string, token: string, minutes: number, now: Date): Promise<{ until: string }> {
    await reportingMachine(this.#parts, instanceId, token, now);
    const record = await unlessOvertaken(() =>
      this.#parts.machines.writer.update(instanceId, now, (current) => keeping(current, now, minutes)),
    );
    if (record?.keptUntil === undefined) throw new RefusedError({ code: 'nothing-there' });
    return { until: record.keptUntil };
  }

  /** Its owner, or an administrator, keeps it. @throws RefusedError */
  async keep(instanceId: string, hours: number, actor: Actor, now: Date): Promise<Instance> {
    return await changeMachine(this.#parts, { instanceId, actor, now }, (current) =>
      keeping(current, now, hours * 60, actor),
    );
  }

  async read(instanceId: string, actor: Actor, now: Date): Promise<Usage> {
    const { instances, usage } = this.#parts.machines;
    const record = await visibleInstance(instances, instanceId, actor);
    const { day, inAll } = await usage.of(instanceId, now);
    return { ...presentUsage(day, new Date(now.getTime() - dayMs)), receipt: presentReceipt(record, inAll, now) };
  }

  /** Most reports have nothing to decide: of a machine that is used the day is not read. */
  async #decide(record: InstanceRecord, ofHour: readonly TimedUsage[], now: Date) {
    if (record.state !== 'ready') return undefined;
    const { rules, writer, usage } = this.#parts.machines;
    const { idleMinutes } = await rules.ofAll(now);
    const isUsed = ofHour.some((sample) => isActive(sample) && isWithin(sample, idleMinutes, now));
    if (record.idle === undefined && (idleMinutes === undefined || isUsed)) return undefined;
    const { day } = await usage.of(record.instanceId, now);
    const samples = withNewest(day, ofHour);
    if (idleChange(record, samples, idleMinutes, now) === undefined) return undefined;
    const changed = await writer.update(record.instanceId, now, (current) => {
      const change = current.state === 'ready' ? idleChange(current, samples, idleMinutes, now) : undefined;
      if (change === undefined) return undefined;
      return isToStop(change.next) ? claiming(change, now) : keepingClaim(change, current, now);
    });
    if (changed !== undefined && isToStop(changed)) this.#parts.wake(record.instanceId);
    return changed;
  }
}

/** Whether a machine that did something then cannot have been idle for long enough to be told of it. */
function isWithin({ at }: TimedUsage, idleMinutes: number | undefined, now: Date): boolean {
  return idleMinutes !== undefined && now.getTime() - at < idleMinutes * 60_000 - noticeMs;
}

/** What was read of the day may be of a moment ago: what was just written is not missed. */
function withNewest(day: readonly TimedUsage[], newest: readonly TimedUsage[]): TimedUsage[] {
  const samples = new Map([...day, ...newest].map((sample) => [sample.at, sample]));
  return [...samples.values()].sort((one, other) => one.at - other.at);
}

function keeping(record: InstanceRecord, now: Date, minutes: number, actor?: Actor): Change | undefined {
  if (record.state !== 'ready') throw stateWrong(record);
  const change = keptRunning(record, now, minutes, actor);
  return change && keepingClaim(change, record, now);
}
