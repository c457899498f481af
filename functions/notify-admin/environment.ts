import { commonEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function; it reads no table. */
export const environmentSchema = z.object({
  AWS_REGION: commonEnvironment.AWS_REGION,
  LOG_LEVEL: commonEnvironment.LOG_LEVEL,
  ADMIN_LOGINS_TOPIC_ARN: z.string().startsWith('arn:'),
  /** Where the people who read the message can look further. */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }),
});
