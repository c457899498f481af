import { timingSafeEqual } from 'node:crypto';
import type { BootEvent } from '@cloudapp/contracts/boot-event';
import type { InstanceRecord, Sealed } from '@cloudapp/data/instance-record';
import { held, keepingClaim } from '@cloudapp/machines/claim';
import type { Machines } from '@cloudapp/machines/composition';
import { applyBootEvent } from '@cloudapp/machines/domain/boot-events';
import { ProblemError } from '@cloudapp/service-kit/problem-error';
import { hashToken } from './launches.ts';

export interface ReportParts {
  readonly machines: Pick<Machines, 'instances' | 'writer' | 'sealer'>;
  readonly kick: (instanceId: string) => void;
}

/** Compared with when there is no such machine, so that an unknown id takes as long as a wrong token. */
const nobodysHash = '0'.repeat(64);
const retrySeconds = 2;

/** Events after which there is something to do at once. */
const urgent = new Set<BootEvent['type']>(['check-passed', 'check-failed', 'step-failed']);

/** Takes what machines report of themselves. */
export class MachineReports {
  readonly #parts: ReportParts;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  /** An event that was taken before, or means nothing any more, changes nothing. */
  async take(instanceId: string, token: string, event: BootEvent, now: Date): Promise<void> {
    const { instances, writer } = this.#parts.machines;
    const record = await instances.get(instanceId);
    const isRight = timingSafeEqual(Buffer.from(record?.tokenHash ?? nobodysHash), Buffer.from(hashToken(token)));
    if (!record || !isRight) throw new ProblemError('machine-token-invalid');
    // The machine was faster than EC2's answer to us: it tries again in a moment.
    if (record.state === 'requested') {
      throw new ProblemError('service-unavailable', { retryAfterSeconds: retrySeconds });
    }
    const secrets = event.type === 'check-passed' ? await this.#seal(record, event.secrets) : undefined;
    const isUrgent = urgent.has(event.type);
    await writer.update(instanceId, now, (current) => {
      const change = applyBootEvent(current, event, now, secrets);
      return change && (isUrgent ? held(change, now) : keepingClaim(change, current));
    });
    if (isUrgent) this.#parts.kick(instanceId);
  }

  /** Only what the blueprint promised is kept. */
  async #seal(record: InstanceRecord, reported: Readonly<Record<string, string>>): Promise<Sealed | undefined> {
    const promised = record.login.secrets.flatMap(({ id }) => {
      const value = Object.hasOwn(reported, id) ? reported[id] : undefined;
      return value === undefined ? [] : [[id, value] as const];
    });
    if (promised.length === 0) return undefined;
    const plaintext = Buffer.from(JSON.stringify(Object.fromEntries(promised)));
    return await this.#parts.machines.sealer.seal(record.instanceId, plaintext);
  }
}
