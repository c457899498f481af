import { serviceEnvironment } from '@cloudapp/service-kit/environment';
import * as z from 'zod';

export const environmentSchema = z.object({
  ...serviceEnvironment,
  /** The bucket of the signed roots of the audit log. */
  AUDIT_ROOTS_BUCKET: z.string().min(1),
  /** The key that signs them. */
  AUDIT_KEY_ARN: z.string().min(1),
});

export type Environment = z.infer<typeof environmentSchema>;
