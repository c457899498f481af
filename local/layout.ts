import { join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '..');

/** Where everything of a local cloud is kept. */
export interface Layout {
  /** Goes with `--reset`. */
  state: string;
  emulator: string;
  ec2State: string;
  machines: string;
  administrator: string;
  logs: string;
  readyFile: string;
  lockFile: string;
  logFile: (part: string) => string;
}

/** The downloaded emulator is shared by all local clouds of a clone. */
export const venvDirectory = join(repository, '.local', 'venv');

export function layoutOf(directory: string): Layout {
  const base = resolve(repository, directory);
  const state = join(base, 'state');
  const logs = join(base, 'logs');
  return {
    state,
    emulator: join(state, 'emulator'),
    ec2State: join(state, 'ec2.json'),
    machines: join(state, 'machines'),
    administrator: join(state, 'first-administrator.json'),
    logs,
    readyFile: join(base, 'ready.json'),
    lockFile: join(base, 'run.lock'),
    logFile: (part) => join(logs, `${part}.log`),
  };
}
