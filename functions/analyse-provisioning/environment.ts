import { commonEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function. */
export const environmentSchema = z.object({
  ...commonEnvironment,
  /** The bucket of provisioning records, the only one that is read. */
  RECORDS_BUCKET: z.string().min(3),
});
