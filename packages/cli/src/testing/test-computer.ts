import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../commands.ts';
import { runLine } from '../run.ts';
import type { Surroundings } from '../surroundings.ts';

export const testNow = new Date('2026-11-30T12:00:00.000Z');

/** What a command line printed, and ended with. */
export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** A computer with an empty home folder, whose clock stands and on which every pause is over at once. */
export async function openTestComputer(changes: Partial<Surroundings> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'cloudapp-cli-'));
  const programs: (readonly string[])[] = [];
  const pauses: number[] = [];
  const surroundings = (written: { output: string; errors: string }): Surroundings => ({
    environment: {
      ...{ CLOUDAPP_URL: undefined, CLOUDAPP_TOKEN: undefined },
      ...{ XDG_CONFIG_HOME: undefined, XDG_STATE_HOME: undefined },
    },
    home,
    computer: 'desk',
    platform: 'linux',
    output: { isTerminal: false, write: (text) => void (written.output += text) },
    errors: { isTerminal: false, write: (text) => void (written.errors += text) },
    readInput: () => Promise.resolve(''),
    ask: undefined,
    fetch,
    now: () => testNow,
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    deadline: () => new AbortController().signal,
    interrupted: new AbortController().signal,
    processId: 1000,
    isRunning: () => false,
    run: (program, args) => {
      programs.push([program, ...args]);
      return Promise.resolve(0);
    },
    ...changes,
  });
  return {
    home,
    /** Every program that was run, with its arguments. */
    programs,
    pauses,
    run: async (line: readonly string[], more: Partial<Surroundings> = {}): Promise<Ended> => {
      const written = { output: '', errors: '' };
      const code = await runLine(commands, line, { ...surroundings(written), ...more });
      return { code, ...written };
    },
    read: (path: string) => readFile(join(home, path), 'utf8'),
    modeOf: async (path: string) => ((await stat(join(home, path))).mode & 0o777).toString(8),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

export type TestComputer = Awaited<ReturnType<typeof openTestComputer>>;

/** Somebody who is signed in by the variables. */
export function signedInAt(url: string): Pick<Surroundings, 'environment'> {
  return {
    environment: {
      ...{ CLOUDAPP_URL: url, CLOUDAPP_TOKEN: 'cloudapp_secret' },
      ...{ XDG_CONFIG_HOME: undefined, XDG_STATE_HOME: undefined },
    },
  };
}
