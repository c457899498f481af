import * as z from 'zod';
import { userId } from './primitives.ts';
import { stopRules } from './stop-words.ts';

export const stopCauseSchema = z.object({
  rule: z.enum(stopRules),
  /** Who stopped it. */
  by: z.object({ id: userId, name: z.string() }).optional(),
  /** What shows it, of one that was idle. */
  detail: z.string().optional(),
});

export type StopCause = z.infer<typeof stopCauseSchema>;
