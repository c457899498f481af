import { serviceEnvironment, numeric } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the service reads when it starts. */
export const environmentSchema = z.object({
  ...serviceEnvironment,
  /** Wrong current passwords within the window before changing one's password is locked until the window's end. */
  MAX_FAILURES: numeric(z.int().min(1).max(100)),
  FAILURE_WINDOW_MINUTES: numeric(z.int().min(1).max(1440)),
  /** The key under which secrets of authenticator apps are kept. */
  SECRETS_KEY_ID: z.string().min(1),
  /** How long a one-time password is good for. */
  INVITATION_HOURS: numeric(z.int().min(1).max(720)),
});

export type Environment = z.infer<typeof environmentSchema>;
