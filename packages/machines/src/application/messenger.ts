import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { revise } from '../domain/change.ts';
import { claiming } from '../domain/claim.ts';
import { provisioningRecordOf } from '../domain/provisioning-record.ts';
import { isUnannounced } from '../domain/schedule.ts';
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

  /** @returns whether there was something to announce */
  async announce(instanceId: string): Promise<boolean> {
    const record = await this.#parts.instances.get(instanceId);
    if (!record || !isUnannounced(record)) return false;
    const provisioning = provisioningRecordOf(record);
    if (record.recordedAt === undefined) {
      await this.#parts.records.write(provisioning);
      await this.#note(instanceId, 'recordedAt');
    }
    if (record.announcedAt === undefined) {
      await this.#parts.announcements.announce(provisioning);
      await this.#note(instanceId, 'announcedAt');
    }
    return true;
  }

  async #note(instanceId: string, what: 'recordedAt' | 'announcedAt'): Promise<void> {
    const now = this.#parts.clock();
    await this.#parts.writer.update(instanceId, now, (record: InstanceRecord) =>
      record[what] === undefined ? claiming(revise(record, now, { [what]: now.toISOString() }), now) : undefined,
    );
  }
}
