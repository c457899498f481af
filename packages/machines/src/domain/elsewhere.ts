import type { LaunchIntent } from '@cloudapp/data/instance-record';

/**
 * The same machine in the next zone. Its token follows from the zones that are left, so that of any number of workers who
 * come to it each asks EC2 for the very same.
 *
 * @returns undefined when there are no other zones
 */
export function elsewhere(instanceId: string, intent: LaunchIntent): LaunchIntent | undefined {
  const [subnetId, ...otherSubnetIds] = intent.otherSubnetIds;
  if (subnetId === undefined) return undefined;
  return { ...intent, subnetId, otherSubnetIds, token: `${instanceId}-${otherSubnetIds.length}` };
}

/** A pattern for all tokens that a machine can have, as EC2's filters take them. */
export const tokensOf = (instanceId: string): string[] => [instanceId, `${instanceId}-*`];
