import { networkList, numeric, serviceEnvironment } from '@cloudapp/service-kit/environment';
import { machinesEnvironment } from '@cloudapp/machines/environment';
import * as z from 'zod';

export const environmentSchema = z.object({
  ...serviceEnvironment,
  ...machinesEnvironment,
  /** Networks in which calendars may be although they are not on the internet. */
  CALENDAR_NETWORKS: networkList,
  /** Most launches of one person in an hour. */
  LAUNCHES_PER_HOUR: numeric(z.int().min(1).max(1000)),
  /** Comma-separated ids of the subnets that machines are launched into. */
  MACHINE_SUBNET_IDS: z
    .string()
    .transform((text) => text.split(',').map((id) => id.trim()))
    .pipe(z.array(z.string().regex(/^subnet-[0-9a-f]+$/, 'must be subnet ids joined by commas')).min(1)),
  /** JSON: blueprint id → security group id. */
  MACHINE_SECURITY_GROUPS: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('must be JSON');
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), z.string().regex(/^sg-[0-9a-f]+$/, 'must be security group ids'))),
  /** Name of the instance profile that machines get. */
  MACHINE_INSTANCE_PROFILE: z.string().min(1),
  /** The origin at which machines reach the boot-events route. */
  BOOT_EVENTS_ORIGIN: z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin),
});

export type Environment = z.infer<typeof environmentSchema>;
