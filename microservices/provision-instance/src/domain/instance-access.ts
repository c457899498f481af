import type { InstanceRecord } from '@cloudapp/data/instance-record';
import type { InstanceRepository } from '@cloudapp/data/instance-repository';
import type { Requester } from '@cloudapp/machines/domain/moves';
import { ProblemError } from '@cloudapp/service-kit/problem-error';

/** Who looks at a machine or does something with it. */
export interface Viewer extends Requester {
  readonly email: string;
  readonly isAdmin: boolean;
}

/** Whether somebody may know that a machine exists: its owner and administrators. */
export function mayView(record: InstanceRecord, viewer: Viewer): boolean {
  return viewer.isAdmin || record.owner.id === viewer.id;
}

/** A machine that the viewer may see; another's answers as if there were none. */
export async function visibleInstance(instances: InstanceRepository, instanceId: string, viewer: Viewer) {
  const record = await instances.get(instanceId);
  if (!record || !mayView(record, viewer)) throw new ProblemError('not-found');
  return record;
}

/** A machine of the viewer's own, for what even administrators do not get. */
export async function ownInstance(instances: InstanceRepository, instanceId: string, viewer: Viewer) {
  const record = await instances.get(instanceId);
  if (record?.owner.id !== viewer.id) throw new ProblemError('not-found');
  return record;
}
