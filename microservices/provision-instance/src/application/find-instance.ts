import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import { mayView, type Actor } from '../domain/actor.ts';
import { RefusedError } from './refused-error.ts';

/** A machine that somebody may see; another's answers as if there were none. */
export async function visibleInstance(
  instances: InstanceRepository,
  instanceId: string,
  actor: Actor,
): Promise<InstanceRecord> {
  const record = await instances.get(instanceId);
  if (!record || !mayView(record, actor)) throw new RefusedError({ code: 'nothing-there' });
  return record;
}

/** A machine of somebody's own, for what even administrators do not get. */
export async function ownInstance(
  instances: InstanceRepository,
  instanceId: string,
  actor: Actor,
): Promise<InstanceRecord> {
  const record = await instances.get(instanceId);
  if (record?.owner.id !== actor.id) throw new RefusedError({ code: 'nothing-there' });
  return record;
}
