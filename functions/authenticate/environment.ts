import { commonEnvironment, numeric } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function. */
export const environmentSchema = z.object({
  ...commonEnvironment,
  /** A session ends so long after signing in, however much it is used. */
  SESSION_ABSOLUTE_HOURS: numeric(z.int().min(1).max(168)),
  /** Failed attempts for one e-mail from one address or known browser within the window, before that place is locked for it until the window's end. */
  MAX_FAILURES: numeric(z.int().min(1).max(100)),
  /** The same for one network address, behind which a whole office may be. */
  MAX_FAILURES_PER_ADDRESS: numeric(z.int().min(1).max(1000)),
  /** Failed attempts for one e-mail from all unknown browsers together, before they must take turns with pauses in between. */
  MAX_FAILURES_PER_ACCOUNT: numeric(z.int().min(1).max(1000)),
  /** The key under which secrets of authenticator apps are kept. */
  SECRETS_KEY_ID: z.string().min(1),
  /** The origin of the pages, which passkeys are bound to. */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }),
  FAILURE_WINDOW_MINUTES: numeric(z.int().min(1).max(1440)),
});

export type Environment = z.infer<typeof environmentSchema>;
