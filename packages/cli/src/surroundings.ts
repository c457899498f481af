import type { Environment } from './environment.ts';

/** Where text goes: a terminal, a pipe or a file. */
export interface Sink {
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
}

/** What the command line has of the computer that it runs on; tests give it one of their own. */
export interface Surroundings {
  readonly environment: Environment;
  /** The person's home folder. */
  readonly home: string;
  /** What the computer is called. */
  readonly computer: string;
  readonly platform: NodeJS.Platform;
  readonly output: Sink;
  readonly errors: Sink;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** Asks on the terminal; undefined where there is none. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** A signal that comes after so long. */
  readonly deadline: (milliseconds: number) => AbortSignal;
  /** Comes with Ctrl-C. */
  readonly interrupted: AbortSignal;
  readonly processId: number;
  /** Whether a process with this id runs. */
  readonly isRunning: (processId: number) => boolean;
  /** Runs a program on this terminal, without a shell. @returns its exit code; undefined where there is no such program */
  readonly run: (program: string, args: readonly string[]) => Promise<number | undefined>;
}
