import type { InstanceState } from '@cloudapp/contracts/instance-state';
import type { InstanceRecord } from '@cloudapp/data/instance-record';
import { hashToken, isTokenOf } from '@cloudapp/data/token';
import type { Machines } from '@cloudapp/machines/composition';
import { RefusedError } from './refused-error.ts';
import type { ReportRate } from './report-rate.ts';

export interface ReportingParts {
  readonly machines: Pick<Machines, 'instances'>;
  readonly rate: ReportRate;
}

/** Nothing that a machine says means anything in these. */
const ended = new Set<InstanceState>(['terminating', 'terminated']);

/**
 * The machine whose token it is.
 * @throws RefusedError
 */
export async function reportingMachine(
  { rate, machines }: ReportingParts,
  instanceId: string,
  token: string,
  now: Date,
): Promise<InstanceRecord> {
  const retryAfterSeconds = rate.take(instanceId, hashToken(token), now);
  if (retryAfterSeconds !== undefined) throw new RefusedError({ code: 'too-often', retryAfterSeconds });
  const record = await machines.instances.get(instanceId);
  const isRight = isTokenOf(record?.tokenHash, token);
  if (!record || !isRight) throw new RefusedError({ code: 'token-wrong' });
  if (ended.has(record.state)) throw new RefusedError({ code: 'ended' });
  // The machine was faster than EC2's answer to us: it tries again in a moment.
  if (record.state === 'requested') throw new RefusedError({ code: 'launch-unanswered' });
  return record;
}
