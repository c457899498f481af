import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

interface Holder {
  pid: number;
  url: string;
  /** The parts it started; after a kill -9 they need a moment to notice and to save. */
  children: number[];
}

export interface RunLock {
  noteChild: (pid: number) => Promise<void>;
  release: () => Promise<void>;
}

const LEFTOVER_MILLISECONDS = 25_000;

/** One `npm start` at a time in a directory. What a killed one left is waited for, since it is saving its state. */
export async function acquireRunLock(path: string, url: string): Promise<RunLock> {
  await mkdir(dirname(path), { recursive: true });
  const holder: Holder = { pid: process.pid, url, children: [] };
  const earlier = readHolder(path);
  if (earlier !== undefined) {
    if (isOurs(earlier.pid)) {
      throw new Error(`CloudApp is running already (process ${earlier.pid}, ${earlier.url}); stop that one first.`);
    }
    await waitForLeftovers(earlier.children);
    await rm(path, { force: true });
  }
  const write = async (flag: 'w' | 'wx'): Promise<void> => {
    await writeFile(path, JSON.stringify(holder), { flag, mode: 0o600 });
  };
  try {
    await write('wx');
  } catch (cause) {
    throw new Error('Another npm start began at this very moment in the same directory.', { cause });
  }
  return {
    noteChild: async (pid) => {
      holder.children.push(pid);
      await write('w');
    },
    release: async () => {
      await rm(path, { force: true });
    },
  };
}

function readHolder(path: string): Holder | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return { pid: 0, url: '', children: [] }; // written only in part when the machine went down
  }
}

async function waitForLeftovers(pids: readonly number[]): Promise<void> {
  const deadline = Date.now() + LEFTOVER_MILLISECONDS;
  while (pids.some(isOurs) && Date.now() < deadline) await sleep(100);
}

/** Whether a process with this number lives and, where that can be seen, is one of CloudApp's: numbers are used again. */
function isOurs(pid: number): boolean {
  if (pid <= 0 || !isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  return (
    existsSync(commandLine) && /local[/\\](start|main|ministack|supervisor)/.test(readFileSync(commandLine, 'utf8'))
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
