import { commonEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function. */
export const environmentSchema = z.object({
  ...commonEnvironment,
  AUDIT_ROOTS_BUCKET: z.string().min(1),
  AUDIT_KEY_ARN: z.string().min(1),
});
