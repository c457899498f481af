import { emailAddress } from '@cloudapp/contracts/primitives';
import * as z from 'zod';
import { flagOf, givenSettings, ports, type PortName } from './install/settings.js';

const port = z.coerce.number().int().min(1).max(65_535);

const portSchemas = Object.fromEntries(
  Object.entries(ports).map(([name, usual]) => [name, port.default(usual)]),
) as Record<PortName, z.ZodDefault<typeof port>>;

/** The settings of `npm start`, each a `--name value` argument or an environment variable CLOUDAPP_NAME. */
const settingsSchema = z.strictObject({
  /** `port` is the address people open; the other ports are for the parts behind it. */
  ...portSchemas,
  machines: z.enum(['simulated', 'real']).optional(),
  /** How many times faster than believable simulated machines are. */
  machineSpeed: z.coerce.number().min(0.1).max(1000).default(1),
  /** How many run at once; more get InsufficientInstanceCapacity. Left out: 50 simulated or 8 real ones. */
  maxMachines: z.coerce.number().int().min(1).max(500).optional(),
  adminEmail: emailAddress.default('admin@cloudapp.local'),
  /** Whether a company of its own runs beside the product, that people sign in with. */
  sso: z.stringbool().default(false),
  /** Where everything is kept; `--reset` empties it but for what was downloaded. */
  directory: z.string().min(1).default('.local'),
  reset: z.stringbool().default(false),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Arguments win over the environment; a wrong one is a sentence. */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  const given = givenSettings(args, environment);
  const result = settingsSchema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = String(issue?.path[0] ?? '');
  throw new Error(`The setting ${flagOf(name)} is not valid: ${issue?.message ?? 'unknown'}.`);
}
