import * as z from 'zod';

const notEmpty = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** Variables that the command line looks at; they go before what was saved. */
export const environmentSchema = z.object({
  CLOUDAPP_URL: notEmpty,
  CLOUDAPP_TOKEN: notEmpty,
  XDG_CONFIG_HOME: notEmpty,
  XDG_STATE_HOME: notEmpty,
});

export type Environment = z.infer<typeof environmentSchema>;
