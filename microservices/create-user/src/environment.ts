import { serviceEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the service reads when it starts. */
export const environmentSchema = z.object({
  ...serviceEnvironment,
  /** Wrong current passwords within the window before changing one's password is locked until the window's end. */
  MAX_FAILURES: z.coerce.number().int().min(1).max(100).default(10),
  FAILURE_WINDOW_MINUTES: z.coerce.number().int().min(1).max(1440).default(15),
});

export type Environment = z.infer<typeof environmentSchema>;
