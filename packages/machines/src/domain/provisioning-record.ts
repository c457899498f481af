import { sizeSchema } from '@cloudapp/contracts/blueprint';
import { failureCodes } from '@cloudapp/contracts/failure-codes';
import { blueprintId, instanceId, instant, userId } from '@cloudapp/contracts/primitives';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import * as z from 'zod';
import { passing } from './facts.ts';

/** What the bucket keeps of each launch: the machine and who it is for. Written once, when EC2 has answered. */
export const provisioningRecordSchema = z.object({
  schemaVersion: z.literal(1),
  instance: z.object({
    id: instanceId,
    name: z.string(),
    blueprint: z.object({ id: blueprintId, version: z.int(), name: z.string() }),
    size: sizeSchema,
    diskGib: z.int(),
    durationHours: z.int(),
    requestedAt: instant,
    /** Absent when EC2 refused the launch. */
    ec2InstanceId: z.string().optional(),
  }),
  user: z.object({ id: userId, name: z.string(), email: z.string() }),
  outcome: z.enum(['created', 'refused']),
  /** Why EC2 refused. */
  failure: z.object({ code: z.enum(failureCodes), message: z.string() }).optional(),
});

export type ProvisioningRecord = z.infer<typeof provisioningRecordSchema>;

/** Thrown for an object that is no record, or one of a version that is not known; names the object. */
export class ProvisioningRecordError extends Error {
  readonly code = 'provisioning-record-invalid';

  constructor(key: string, cause: unknown) {
    super(`The record ${key} cannot be read`, { cause });
    this.name = 'ProvisioningRecordError';
  }
}

/**
 * The record in an object's text.
 * @throws ProvisioningRecordError
 */
export function parseProvisioningRecord(key: string, text: string): ProvisioningRecord {
  try {
    return provisioningRecordSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new ProvisioningRecordError(key, error);
  }
}

/** The record's place in the bucket; always the same for a machine, so that it cannot be written twice. */
export function recordKey(record: ProvisioningRecord): string {
  const [year, month, day] = record.instance.requestedAt.slice(0, 10).split('-');
  return `records/${year}/${month}/${day}/${record.instance.id}.json`;
}

/** The record of a machine whose launch EC2 has answered. */
export function provisioningRecordOf(record: InstanceRecord): ProvisioningRecord {
  const { ec2InstanceId, failure } = passing(record);
  return {
    schemaVersion: 1,
    instance: {
      id: record.instanceId,
      name: record.name,
      blueprint: { id: record.blueprint.id, version: record.blueprint.version, name: record.blueprint.name },
      size: record.size,
      diskGib: record.diskGib,
      durationHours: record.durationHours,
      requestedAt: record.createdAt,
      ...(ec2InstanceId !== undefined && { ec2InstanceId }),
    },
    user: record.owner,
    outcome: ec2InstanceId === undefined ? 'refused' : 'created',
    ...(ec2InstanceId === undefined && failure && { failure: { code: failure.code, message: failure.message } }),
  };
}
