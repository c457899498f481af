import { parseArgs } from 'node:util';
import * as z from 'zod';
import { ToldError } from './told-error.ts';

const optionsSchema = z.strictObject({
  /** Whether the cost is agreed to already. */
  yes: z.boolean().default(false),
  /** `OWNER/REPOSITORY` whose workflows may deploy from now on; left out, that stays as it is. */
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'must be OWNER/REPOSITORY')
    .optional(),
  /** E-mail of the first administrator. */
  administrator: z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.email('must be an e-mail address'))
    .optional(),
  /** The last stack to be deployed; nothing after it is done. */
  through: z.string().optional(),
});

export type DeployOptions = z.infer<typeof optionsSchema>;

export const usage =
  'npm run deploy -- ENV [--yes] [--repository OWNER/REPOSITORY] [--administrator E-MAIL] [--through STACK]';

/**
 * @param args what stands behind `npm run deploy --`
 * @throws ToldError that says what is wrong and how it is called
 */
export function parseOptions(args: readonly string[]): { environmentName: string; options: DeployOptions } {
  const text = { type: 'string' } as const;
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { yes: { type: 'boolean' }, repository: text, administrator: text, through: text },
    });
    const [environmentName, ...others] = positionals;
    if (environmentName === undefined || others.length > 0) throw new Error('It takes one environment.');
    return { environmentName, options: optionsSchema.parse(values) };
  } catch (error) {
    throw new ToldError(`${reasonOf(error)}\nUsage: ${usage}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof z.ZodError)) return error instanceof Error ? error.message : String(error);
  return error.issues.map(({ path, message }) => `--${path.join('.')} ${message}.`).join(' ');
}
