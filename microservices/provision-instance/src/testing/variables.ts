import { serviceVariables } from '@cloudapp/service-kit/testing/service-variables';
import type * as z from 'zod';
import type { environmentSchema } from '../environment.ts';

/** What this service is told, for one under test or measured: nothing in AWS is there. */
export function variablesFor(blueprintIds: readonly string[]) {
  return {
    ...serviceVariables,
    LAUNCHES_PER_HOUR: '60',
    RECORDS_BUCKET: 'none',
    ADMIN_PROVISIONING_TOPIC_ARN: 'arn:aws:sns:eu-west-1:000000000000:none',
    SECRETS_KEY_ID: 'none',
    CALENDAR_NETWORKS: '127.0.0.0/8',
    MACHINE_SUBNET_IDS: 'subnet-0a',
    MACHINE_SECURITY_GROUPS: JSON.stringify(Object.fromEntries(blueprintIds.map((id) => [id, 'sg-0a']))),
    MACHINE_INSTANCE_PROFILE: 'machine',
    BOOT_EVENTS_ORIGIN: serviceVariables.PUBLIC_ORIGIN,
  } satisfies z.input<typeof environmentSchema>;
}
