import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
  /** How long the part may take to stop by itself before it is ended by force. */
  graceMilliseconds: number;
}

interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Nobody asked it to stop. */
  unexpected: boolean;
}

export interface Child {
  name: string;
  pid: number;
  isRunning: () => boolean;
  exited: Promise<Exit>;
  stop: () => Promise<Exit>;
}

/**
 * Starts a part of the local cloud as a process group of its own: Ctrl-C in the terminal then reaches only us, and we
 * stop the parts in the right order. The part's standard input is a pipe that we keep open. The kernel closes it when we
 * are gone, by whatever way, and the part ends itself (see watch-parent.js and ministack/run.py).
 */
export async function startChild(spec: ChildSpec): Promise<Child> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'a', 0o600);
  const child = spawn(spec.command, spec.args, {
    env: spec.environment,
    detached: true,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  let isStopping = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      killGroup(child.pid, 'SIGKILL'); // whatever the part itself had started
      resolve({ code, signal, unexpected: !isStopping });
    });
  });
  child.stdin?.on('error', () => undefined); // EPIPE when the part ends first
  await spawned(child, spec.name);
  const stop = async (): Promise<Exit> => {
    isStopping = true;
    killGroupLeader(child, 'SIGTERM');
    const force = setTimeout(() => {
      killGroup(child.pid, 'SIGKILL');
    }, spec.graceMilliseconds);
    const exit = await exited;
    clearTimeout(force);
    return exit;
  };
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return { name: spec.name, pid: child.pid ?? 0, isRunning, exited, stop };
}

async function spawned(child: ChildProcess, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      reject(new Error(`${name} could not be started: ${cause.message}`, { cause }));
    });
  });
}

function killGroupLeader(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // the group is empty already
  }
}
