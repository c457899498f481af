import type { BootEvent } from '@cloudapp/contracts/boot-event';
import { isTransitional } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { Sealed } from '@cloudapp/data/sealed';
import type { Machines } from '@cloudapp/machines/composition';
import { applyBootEvent, isOfBlueprint } from '@cloudapp/machines/domain/boot-events';
import { claiming, keepingClaim } from '@cloudapp/machines/domain/claim';
import { keyTaken } from '@cloudapp/machines/domain/key-moves';
import { keyIdOfLine } from '../domain/ssh-public-key.ts';
import { RefusedError } from './refused-error.ts';
import { reportingMachine, type ReportingParts } from './reporting-machine.ts';

export interface ReportParts extends ReportingParts {
  readonly machines: Pick<Machines, 'instances' | 'writer' | 'sealer'>;
  readonly wake: (instanceId: string) => void;
}

/** Events after which there is something to do at once. */
const urgent = new Set<BootEvent['type']>(['check-passed', 'check-failed', 'step-failed']);

/** How long a machine waits before it asks for its key again: people who watch it boot are waiting for it. */
const secondsBetweenLooks = { moving: 10, resting: 60 } as const;

/** Takes what machines report of themselves. */
export class MachineReports {
  readonly #parts: ReportParts;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  /** An event that was taken before, or means nothing any more, changes nothing. */
  async take(instanceId: string, token: string, event: BootEvent, now: Date): Promise<void> {
    const { writer } = this.#parts.machines;
    const record = await reportingMachine(this.#parts, instanceId, token, now);
    if (!isOfBlueprint(record, event)) {
      throw new RefusedError({ code: 'field-wrong', field: 'stepId', detail: 'is not a step of this machine' });
    }
    const secrets = event.type === 'check-passed' ? await this.#seal(record, event.secrets) : undefined;
    const isUrgent = urgent.has(event.type);
    await writer.update(instanceId, now, (current) => {
      const change = applyBootEvent(current, event, now, secrets);
      return change && (isUrgent ? claiming(change, now) : keepingClaim(change, current, now));
    });
    if (isUrgent) this.#parts.wake(instanceId);
  }

  /** Takes which key a machine lets in. @returns the one that it is to let in, and when it is to ask again */
  async takeKey(instanceId: string, token: string, keyId: string, now: Date) {
    const record = await reportingMachine(this.#parts, instanceId, token, now);
    const hasNew = (current: InstanceRecord) =>
      current.keyWaitingSince !== undefined && keyIdOfLine(current.sshPublicKey) === keyId;
    if (hasNew(record)) {
      await this.#parts.machines.writer.update(instanceId, now, (current) =>
        hasNew(current) ? keepingClaim(keyTaken(current, now), current, now) : undefined,
      );
    }
    const askAgainInSeconds = isTransitional(record.state) ? secondsBetweenLooks.moving : secondsBetweenLooks.resting;
    return { sshPublicKey: record.sshPublicKey, askAgainInSeconds };
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
