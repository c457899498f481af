import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { revise } from '../domain/change.ts';
import { claiming } from '../domain/claim.ts';
import { provisioningRecordOf } from '../domain/provisioning-record.ts';
import { isMessageFree, isUnannounced } from '../domain/schedule.ts';
import type { Announcements, RecordStore } from './ports.ts';
import { RecordRefusedError } from './record-refused-error.ts';
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

  /**
   * A record that the bucket refuses keeps nobody from hearing of the machine. When the bucket does not answer, the message waits
   * with it: there is no use in waiting for both.
   * @returns whether this worker had something to announce
   */
  async announce(instanceId: string): Promise<boolean> {
    const { instances, records, announcements } = this.#parts;
    const record = await instances.get(instanceId);
    if (!record || !isUnannounced(record)) return false;
    const provisioning = provisioningRecordOf(record);
    const refusal = record.recordedAt === undefined ? await refusalOf(records.write(provisioning)) : undefined;
    const isTaken = await this.#takeMessage(instanceId, refusal === undefined);
    if (isTaken) {
      await announcements.announce(provisioning);
      await this.#noteMessage(instanceId);
    }
    if (refusal) throw refusal;
    return isTaken;
  }

  /**
   * Notes that the record is written, if it is, and that this worker sends the message: two may be at work at once, since whoever acts on a
   * machine works on it at once, and a topic takes a message twice.
   * @returns whether it is for this worker to send it
   */
  async #takeMessage(instanceId: string, isRecorded: boolean): Promise<boolean> {
    const now = this.#parts.clock();
    let isTaken = false;
    await this.#parts.writer.update(instanceId, now, (record) => {
      isTaken = isMessageFree(record, now);
      const recordedAt = record.recordedAt ?? (isRecorded ? now.toISOString() : undefined);
      if (isTaken) return claiming(revise(record, now, { recordedAt, announcingAt: now.toISOString() }), now);
      return record.recordedAt === recordedAt ? undefined : revise(record, now, { recordedAt });
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

async function refusalOf(writing: Promise<void>): Promise<RecordRefusedError | undefined> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    if (error instanceof RecordRefusedError) return error;
    throw error;
  }
}
