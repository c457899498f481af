import * as z from 'zod';
import { logLevels } from './logger.ts';

/** Thrown when variables of the environment are missing or wrong; the message is one plain sentence that names them. */
export class EnvironmentError extends Error {
  readonly code = 'environment-invalid';

  constructor(message: string) {
    super(message);
    this.name = 'EnvironmentError';
  }
}

/**
 * A variable that holds a number. Its input is text, as variables are, so that `z.input` of a schema is exactly what must be
 * set; and no variable has a default, since a default hides that one was forgotten.
 */
export const numeric = <T extends z.ZodType<number, number>>(number: T) => z.string().transform(Number).pipe(number);

/** Networks that may be reached although they are not the internet, such as `10.9.0.0/24,10.9.1.0/24`; `none` of most. */
export const networkList = z.union([
  z.literal('none').transform((): string[] => []),
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.cidrv4())),
]);

/** Variables that every part of the logic tier reads. */
export const commonEnvironment = {
  AWS_REGION: z.string().min(1),
  /** First part of every table's name, such as `cloudapp-dev`. */
  TABLE_PREFIX: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be lower-case words joined by hyphens'),
  LOG_LEVEL: z.enum(logLevels),
} as const;

/** Variables that every service reads, besides its own. */
export const serviceEnvironment = {
  ...commonEnvironment,
  PORT: numeric(z.int().min(0).max(65_535)),
  /** The address to listen on. */
  HOST: z.string().min(1),
  /** The one origin that browsers reach CloudApp at; requests that change something must come from it. */
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .refine((text) => URL.canParse(text) && new URL(text).origin === text, 'must be an origin without a path'),
  /** A session that was not used for so long has ended. */
  SESSION_IDLE_MINUTES: numeric(z.int().min(1).max(1440)),
  /** How many proxies of ours stand before the service; the caller's address is what the outermost of them saw. */
  TRUSTED_PROXY_HOPS: numeric(z.int().min(0).max(5)),
  /** How long a request may be worked on where its contract gives it no more; then its caller should rather come again. */
  ANSWER_SECONDS: numeric(z.int().min(1).max(600)),
  /** How long a service that is told to stop still accepts requests, so that load balancers can turn away. */
  SHUTDOWN_DELAY_SECONDS: numeric(z.number().min(0).max(60)),
  /** How long requests that run may take to end; with the delay it must stay below the pod's grace period. */
  SHUTDOWN_DRAIN_SECONDS: numeric(z.number().min(1).max(60)),
} as const;

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables that `schema` names, checked; others are ignored. An empty variable counts as absent.
 * @throws EnvironmentError
 */
export function loadEnvironment<T extends z.ZodObject>(schema: T, variables: Variables): z.output<T> {
  const present = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = variables[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const faults = new Map(
    result.error.issues.map((issue) => {
      const name = issue.path.join('.');
      return [name, name in present ? `${name} (${issue.message})` : `${name} (missing)`];
    }),
  );
  throw new EnvironmentError(`These environment variables are missing or wrong: ${[...faults.values()].join(', ')}.`);
}

/** As `loadEnvironment`, for the top of a process: prints the sentence and ends the process with 1. */
export function loadEnvironmentOrExit<T extends z.ZodObject>(schema: T, variables: Variables): z.output<T> {
  try {
    return loadEnvironment(schema, variables);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
