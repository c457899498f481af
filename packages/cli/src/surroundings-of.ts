import { spawn } from 'node:child_process';
import { homedir, hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentSchema } from './environment.ts';
import type { Sink, Surroundings } from './surroundings.ts';

/** The computer that this process runs on, until `close`. */
export function surroundingsOf(process: NodeJS.Process): { surroundings: Surroundings; close: () => void } {
  const interruption = new AbortController();
  let isProgramRunning = false;
  const interrupt = () => {
    // A program that has the terminal is told by it, too, and decides itself.
    if (isProgramRunning) return;
    // Who presses it again wants out, whatever is left.
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort(new Error('interrupted'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const run = async (program: string, args: readonly string[]) => {
    isProgramRunning = true;
    try {
      return await runProgram(program, args);
    } finally {
      isProgramRunning = false;
    }
  };
  const surroundings: Surroundings = {
    environment: environmentSchema.parse(process.env),
    home: homedir(),
    computer: hostname(),
    platform: process.platform,
    output: sinkOf(process.stdout),
    errors: sinkOf(process.stderr),
    readInput: () => text(process.stdin),
    ask: process.stdin.isTTY && process.stderr.isTTY ? askOn(process, interruption.signal) : undefined,
    fetch,
    now: () => new Date(),
    pause: async (milliseconds) => {
      await pause(milliseconds, undefined, { signal: interruption.signal });
    },
    deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
    interrupted: interruption.signal,
    processId: process.pid,
    isRunning,
    run,
  };
  const close = () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  return { surroundings, close };
}

function sinkOf(stream: NodeJS.WriteStream): Sink {
  // Whoever reads may have seen enough, as `head` does.
  stream.on('error', () => undefined);
  return { isTerminal: stream.isTTY, write: (written) => void stream.write(written) };
}

function askOn({ stdin, stderr }: NodeJS.Process, signal: AbortSignal) {
  return async (question: string) => {
    const lines = createInterface({ input: stdin, output: stderr });
    try {
      return await lines.question(question, { signal });
    } finally {
      lines.close();
    }
  };
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function runProgram(program: string, args: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.once('error', () => {
      resolve(undefined);
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal === null ? undefined : 130));
    });
  });
}
