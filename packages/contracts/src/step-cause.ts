import * as z from 'zod';

/** Why a step failed, as the machine's `cloudapp-get` or, of a full disk, its agent tells it; each is a failure's code as well. */
export const stepCauseKinds = [
  'mirror-silent',
  'source-silent',
  'package-missing',
  'disk-full',
  'clock-behind',
] as const;

export const stepCauseSchema = z.strictObject({
  kind: z.enum(stepCauseKinds),
  /** The server that did not answer, or the package that there is not. */
  of: z
    .string()
    .regex(/^[\w.:+@/~=<>-]{1,200}$/)
    .optional(),
});

export type StepCauseKind = (typeof stepCauseKinds)[number];
