import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { revise } from '../domain/change.ts';
import { claiming } from '../domain/claim.ts';
import { provisioningRecordOf } from '../domain/provisioning-record.ts';
import { isMessageFree, isUnannounced } from '../domain/schedule.ts';
import type { Announcements, RecordStore } from './ports.ts';
import type { MachineWriter } from './writer.ts';

export interface MessengerParts {
  readonly instances: InstanceRepository;
  readonly writer: MachineWriter;
  readonly records: RecordStore;
  readonly announcements: Announcements;
  readonly clock: () => Date;
}

/** Makes a launch known once EC2 has answered it: the record in the bucket, the message to administrators. */
export class Messenger {
  readonly #parts: MessengerParts;

  constructor(parts: MessengerParts) {
    this.#parts = parts;
  }

  /** @returns whether this worker had something to announce */
  async announce(instanceId: string): Promise<boolean> {
    const { instances, records, announcements } = this.#parts;
    const record = await instances.get(instanceId);
    if (!record || !isUnannounced(record)) return false;
    const provisioning = provisioningRecordOf(record);
    if (record.recordedAt === undefined) await records.write(provisioning);
    if (!(await this.#takeMessage(instanceId))) return false;
    await announcements.announce(provisioning);
    await this.#noteMessage(instanceId);
    return true;
  }

  /**
   * Notes that the record is written, and that this worker sends the message: two may be at work at once, since whoever acts on a
   * machine works on it at once, and a topic takes a message twice.
   * @returns whether it is for this worker to send it
   */
  async #takeMessage(instanceId: string): Promise<boolean> {
    const now = this.#parts.clock();
    let isTaken = false;
    await this.#parts.writer.update(instanceId, now, (record) => {
      isTaken = isMessageFree(record, now);
      const recordedAt = record.recordedAt ?? now.toISOString();
      if (isTaken) return claiming(revise(record, now, { recordedAt, announcingAt: now.toISOString() }), now);
      return record.recordedAt === undefined ? revise(record, now, { recordedAt }) : undefined;
    });
    return isTaken;
  }

  async #noteMessage(instanceId: string): Promise<void> {
    const now = this.#parts.clock();
    await this.#parts.writer.update(instanceId, now, (record) =>
      record.announcedAt === undefined
        ? claiming(revise(record, now, { announcedAt: now.toISOString(), announcingAt: undefined }), now)
        : undefined,
    );
  }
}
