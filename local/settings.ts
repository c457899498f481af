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
  const found: Record<string, string> = {};
  for (let index = 0; index < args.length; index++) {
    const [, flag = '', inline] = /^--([a-z0-9-]+)(?:=(.*))?$/.exec(args[index] ?? '') ?? [];
    const name = names.find((one) => kebab(one) === flag);
    if (name === undefined) {
      throw new Error(
        `There is no setting ${args[index] ?? ''}; there are: ${names.map((one) => `--${kebab(one)}`).join(', ')}.`,
      );
    }
    const isSwitch = name === 'reset';
    const value = inline ?? (isSwitch ? 'true' : args[++index]);
    if (value === undefined) throw new Error(`The setting --${flag} needs a value.`);
    found[name] = value;
  }
  return found;
}
