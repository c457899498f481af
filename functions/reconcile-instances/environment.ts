import { machinesEnvironment } from '@cloudapp/machines/environment';
import { commonEnvironment, networkList } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function. */
export const environmentSchema = z.object({
  ...commonEnvironment,
  ...machinesEnvironment,
  /** Networks in which calendars may be although they are not on the internet. */
  CALENDAR_NETWORKS: networkList,
});

export type Environment = z.infer<typeof environmentSchema>;
