import { parseArgs } from 'node:util';
import * as z from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/** The settings of `npm start`, each a `--name value` argument or an environment variable CLOUDAPP_NAME. */
const settingsSchema = z.strictObject({
  /** The address people open; the other ports below are for the parts behind it. */
  port: port.default(8080),
  emulatorPort: port.default(4566),
  ec2Port: port.default(4567),
  apiGatewayPort: port.default(4568),
  credentialsPort: port.default(4569),
  createUserPort: port.default(4571),
  provisionInstancePort: port.default(4572),
  viewStatsPort: port.default(4573),
  machines: z.enum(['simulated', 'real']).optional(),
  /** How many times faster than believable simulated machines are. */
  machineSpeed: z.coerce.number().min(0.1).max(1000).default(1),
  /** How many run at once; more get InsufficientInstanceCapacity. Left out: 50 simulated or 8 real ones. */
  maxMachines: z.coerce.number().int().min(1).max(500).optional(),
  adminEmail: z.email().default('admin@cloudapp.local'),
  /** Where everything is kept; `--reset` empties it but for what was downloaded. */
  directory: z.string().min(1).default('.local'),
  reset: z.stringbool().default(false),
});

export type Settings = z.infer<typeof settingsSchema>;
export type PortSetting = Extract<keyof Settings, 'port' | `${string}Port`>;

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const names = Object.keys(settingsSchema.shape);
const options = Object.fromEntries(
  names.map((name) => [kebab(name), { type: name === 'reset' ? ('boolean' as const) : ('string' as const) }]),
);

/** Arguments win over the environment; a wrong one is a sentence. */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  const given = { ...fromEnvironment(environment), ...fromArguments(args) };
  const result = settingsSchema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = String(issue?.path[0] ?? '');
  throw new Error(`The setting --${kebab(name)} is not valid: ${issue?.message ?? 'unknown'}.`);
}

function fromEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[`CLOUDAPP_${kebab(name).replaceAll('-', '_').toUpperCase()}`];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
}

function fromArguments(args: readonly string[]): Record<string, string> {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  return Object.fromEntries(
    tokens.map((token) => {
      if (token.kind === 'option') return [nameOf(token.rawName), valueOf(token)];
      throw new NoSettingError(token.kind === 'positional' ? token.value : '--');
    }),
  );
}

class NoSettingError extends Error {
  constructor(given: string) {
    super(`There is no setting ${given}; there are: ${names.map((name) => `--${kebab(name)}`).join(', ')}.`);
  }
}

function nameOf(flag: string): string {
  const name = names.find((one) => flag === `--${kebab(one)}`);
  if (name === undefined) throw new NoSettingError(flag);
  return name;
}

function valueOf({ rawName, value }: { readonly rawName: string; readonly value?: string | undefined }): string {
  const given = value ?? (rawName === '--reset' ? 'true' : undefined);
  if (given === undefined) throw new Error(`The setting ${rawName} needs a value.`);
  return given;
}
