import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RecordStore } from '../application/ports.ts';
import { RecordRefusedError } from '../application/record-refused-error.ts';
import { recordKey, type ProvisioningRecord } from '../domain/provisioning-record.ts';

export class S3RecordStore implements RecordStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async write(record: ProvisioningRecord): Promise<void> {
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: recordKey(record),
          Body: `${JSON.stringify(record, undefined, 2)}\n`,
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
    } catch (error) {
      if (isWrittenAlready(error)) return;
      throw isRefused(error) ? new RecordRefusedError(error) : error;
    }
  }
}

/** 412: the record is there. 409 (two write at the same moment) is not caught: the next look settles it. */
function isWrittenAlready(error: unknown): boolean {
  return error instanceof Error && error.name === 'PreconditionFailed';
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && '$fault' in error && error.$fault === 'client';
}
