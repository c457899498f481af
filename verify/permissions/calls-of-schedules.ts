import { ofType, type Resource } from '../../stacks/testing/synthesise.ts';
import { allowed, by, type Call } from './call.ts';
import { filled } from './policies.ts';

/**
 * What a schedule under a key of ours asks of it: its execution role itself decrypts, so that the request comes by way of no
 * service.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html
 */
export function callsOfSchedules(resources: readonly Resource[]): Call[] {
  return ofType(resources, 'aws_scheduler_schedule').flatMap(({ attributes }) =>
    typeof attributes['kms_key_arn'] === 'string'
      ? [allowed(by('schedule'), 'kms:Decrypt', filled(attributes['kms_key_arn']), 'the schedule is read')]
      : [],
  );
}
