import type { StoredUser } from '@cloudapp/data/user-item';
import type { InstanceRecord } from '@cloudapp/data/instance-record';

/** All machines of somebody are to stop, since when and by whom. */
export interface StopOrder {
  readonly at: string;
  readonly by: { readonly name: string };
}

/** The order that stands for the machines of an owner, as long as the account is disabled. */
export function stopOrderOf(owner: Pick<StoredUser, 'status' | 'disabling'> | undefined): StopOrder | undefined {
  return owner?.status === 'disabled' && owner.disabling?.stopsMachines === true ? owner.disabling : undefined;
}

/** Why a machine is to stop by an order; undefined where there is none, or an administrator has started it since. */
export function reasonToStop(record: InstanceRecord, order: StopOrder | undefined): string | undefined {
  if (!order) return undefined;
  const { startedByAdministratorAt: startedAt } = record;
  const isStartedSince = startedAt !== undefined && Date.parse(startedAt) > Date.parse(order.at);
  return isStartedSince ? undefined : `${order.by.name} disabled the account of its owner`;
}
