import { execa, type Options } from 'execa';
import { ToldError } from './told-error.ts';

export interface ProgramOptions {
  readonly cwd?: string;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the program reads; a secret goes here and never among the arguments. */
  readonly input?: string;
  readonly timeoutMinutes?: number;
  /** Exit codes that are answers rather than failures. @default [0] */
  readonly exitCodes?: readonly number[];
}

/** Starts other programs, none of which outlives this process. */
export interface Programs {
  /** Answers what it wrote, for questions. */
  readonly read: (program: string, args: readonly string[], options?: ProgramOptions) => Promise<string>;
  /** Lets it write to the terminal as it goes, for work; answers its exit code. */
  readonly show: (program: string, args: readonly string[], options?: ProgramOptions) => Promise<number>;
}

const readMinutes = 2;
const showMinutes = 60;

/** How long Terraform may take to write its state after it was told to stop. */
const stopMs = 120_000;

/** @param variables those of this process, PATH among them, by which programs are found */
export function openPrograms(variables: NodeJS.ProcessEnv): Programs {
  const common = ({ cwd, env, timeoutMinutes }: ProgramOptions, minutes: number) =>
    ({
      reject: false,
      extendEnv: false,
      env: { ...variables, ...env },
      timeout: (timeoutMinutes ?? minutes) * 60_000,
      forceKillAfterDelay: stopMs,
      ...(cwd !== undefined && { cwd }),
    }) as const satisfies Options;
  return {
    read: async (program, args, options = {}) => {
      const result = await execa(program, args, { ...common(options, readMinutes), input: options.input ?? '' });
      judge(program, args, result, options);
      return result.stdout;
    },
    show: async (program, args, options = {}) => {
      const output = { stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' } as const;
      const started = execa(program, args, { ...common(options, showMinutes), ...output });
      const result = await stoppedOnce(started);
      return judge(program, args, result, options);
    },
  };
}

/**
 * Lets a program that is told to stop do so in peace: Ctrl-C reaches it by itself, and a second signal would make Terraform
 * end without writing its state.
 */
async function stoppedOnce<T>(started: Promise<T> & { kill: (signal: 'SIGTERM') => boolean }): Promise<T> {
  const leave = (): void => undefined;
  const pass = (): void => {
    started.kill('SIGTERM');
  };
  process.on('SIGINT', leave).on('SIGTERM', pass);
  try {
    return await started;
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', pass);
  }
}

interface Result {
  readonly exitCode?: number | undefined;
  readonly code?: string | undefined;
  readonly stderr?: unknown;
  readonly timedOut: boolean;
}

/** @throws ToldError when it is not there, took too long, or ended with another exit code than the expected ones */
function judge(program: string, args: readonly string[], result: Result, { exitCodes = [0] }: ProgramOptions): number {
  const called = [program, ...args.slice(0, 1)].join(' ');
  if (result.code === 'ENOENT') throw new ToldError(`${program} is not installed or not on the PATH.`);
  if (result.timedOut) throw new ToldError(`${called} took too long and was ended.`);
  const { exitCode } = result;
  if (exitCode !== undefined && exitCodes.includes(exitCode)) return exitCode;
  const said = typeof result.stderr === 'string' ? result.stderr.trim() : '';
  throw new ToldError(said === '' ? `${called} failed.` : `${called} failed: ${said}`);
}
