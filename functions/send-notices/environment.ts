import { emailAddress } from '@cloudapp/contracts/primitives';
import { commonEnvironment, networkList } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

/** What the stacks give this function. */
export const environmentSchema = z.object({
  ...commonEnvironment,
  /** Where the links in e-mails lead. */
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }),
  /** The address that e-mails come from, one that SES may send for; `none` where none are sent. */
  MAIL_FROM: z.union([z.literal('none'), emailAddress]),
  /** The configuration set of SES that tells what becomes of e-mails. */
  MAIL_CONFIGURATION_SET: z.string(),
  /** The key that the secrets of webhooks are sealed with. */
  SECRETS_KEY_ID: z.string().min(1),
  /** Networks that webhooks may reach although they are not the internet. */
  WEBHOOK_NETWORKS: networkList,
});
