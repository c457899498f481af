import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '../layout.ts';
import { readReadyFile, type Ready } from '../ready-file.ts';
import { ports, variableOf } from '../install/settings.js';
import { freePort } from '../supervisor/free-port.ts';
import { until } from './until.ts';

export interface ProductProcess {
  process: ChildProcess;
  /** Everything it printed until now. */
  output: () => string;
  readyFile: string;
  ready: Ready;
  exited: Promise<number | null>;
}

/** Ports that nobody uses now, one for each setting. */
export async function freePorts(): Promise<Record<string, string>> {
  const all = Object.keys(ports).map(variableOf);
  const free = new Set<number>();
  while (free.size < all.length) free.add(await freePort());
  return Object.fromEntries([...free].map((port, index) => [all[index] ?? '', String(port)]));
}

export function spawnStart(
  environment: Record<string, string>,
  args: string[] = [],
): Omit<ProductProcess, 'ready' | 'readyFile'> {
  const started = spawn(process.execPath, [join(repository, 'local', 'start.js'), ...args], {
    env: { ...process.env, ...environment, CLOUDAPP_MACHINES: 'simulated' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    started.once('close', resolve);
  });
  return { process: started, output: () => printed, exited };
}

/** Starts the whole product as `npm start` does and waits until it says that it is ready. */
export async function startProductProcess(
  environment: Record<string, string>,
  args: string[] = [],
): Promise<ProductProcess> {
  const started = spawnStart(environment, args);
  const readyFile = join(environment['CLOUDAPP_DIRECTORY'] ?? '', 'ready.json');
  const ready = await untilReady(started.process, readyFile).catch((error: unknown) => {
    throw new Error(`The product did not become ready.\n${started.output()}`, { cause: error });
  });
  return { ...started, readyFile, ready };
}

async function untilReady(started: ChildProcess, readyFile: string): Promise<Ready> {
  return await until(
    () => {
      if (started.exitCode !== null) throw new Error('it ended');
      return readReadyFile(readyFile, started.pid);
    },
    (ready) => ready !== undefined,
  );
}
