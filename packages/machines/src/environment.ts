import * as z from 'zod';

/** Variables of every part that looks after machines. */
export const machinesEnvironment = {
  /** The bucket of provisioning records. */
  RECORDS_BUCKET: z.string().min(3),
  /** The topic that tells administrators of new machines. */
  ADMIN_PROVISIONING_TOPIC_ARN: z.string().startsWith('arn:'),
  /** The KMS key for what belongs to one machine alone. */
  SECRETS_KEY_ID: z.string().min(1),
} as const;
