import type { InstanceIn } from '@cloudapp/data/instance-record';
import type { Observed } from './observed.ts';
import { quotas } from './quotas.ts';

/** Why EC2 gave up a launch or a start that it had taken. */
export interface Cause {
  readonly code: 'capacity' | 'account-limit' | 'disk-key';
  /** The name of the quota, for an account's limit. */
  readonly detail?: string | undefined;
}

/** EC2 may still show what was before for so long after it took a start. */
const settledMs = 30_000;

/**
 * What EC2's reason for an instance that is off means, where it is one that we know.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html
 */
export function causeOf({ reason = '' }: Observed): Cause | undefined {
  if (/capacity/i.test(reason)) return { code: 'capacity' };
  if (reason.startsWith('Client.VolumeLimitExceeded')) {
    return { code: 'account-limit', detail: quotas.get('VolumeLimitExceeded') };
  }
  // How it says that it could not make or open the encrypted disk: "Instance terminates immediately" in the EC2 user guide.
  return reason.startsWith('Client.InternalError') ? { code: 'disk-key' } : undefined;
}

/** Why EC2 has stopped a machine again whose start it took; undefined while its reason may be one from before that start. */
export function causeOfStart({ startTaken }: InstanceIn<'starting'>, observed: Observed, now: Date): Cause | undefined {
  if (startTaken === undefined) return undefined;
  const isSettled = now.getTime() - Date.parse(startTaken.at) >= settledMs;
  return isSettled || observed.reason !== startTaken.reason ? causeOf(observed) : undefined;
}
