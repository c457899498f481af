import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serviceVariables } from '@cloudapp/service-kit/testing/service-variables';
import { bundleService } from '../../local/build/bundle.ts';
import { token } from './signed-in-database.ts';
import type { Listening, Usage } from './usage.ts';

const autocannon = fileURLToPath(import.meta.resolve('autocannon'));
const builds = join(import.meta.dirname, '..', '..', '.cache', 'bench-service');

/** A request as a browser sends it through nginx. */
export const headers = {
  Host: new URL(serviceVariables.PUBLIC_ORIGIN).host,
  Cookie: `__Host-session=${token}`,
  'Sec-Fetch-Site': 'same-origin',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'X-Forwarded-For': '203.0.113.7',
  'X-Request-Id': '0123456789abcdef0123456789abcdef',
};

/** A server that is measured, in a process of its own. */
export interface Server {
  readonly child: ChildProcess;
  readonly origin: string;
}

/** @param name a file of this folder, which is bundled as an image has it */
export async function start(name: string, args: readonly string[], execArgv: readonly string[] = []): Promise<Server> {
  const file = join(builds, `${name}.mjs`);
  await bundleService(join(import.meta.dirname, `${name}.ts`), file);
  const child = fork(file, args, { execArgv: [...execArgv], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  child.stdout?.resume();
  const [{ port }] = (await once(child, 'message')) as [Listening];
  return { child, origin: `http://127.0.0.1:${port}` };
}

export async function usageOf({ child }: Server): Promise<Usage> {
  const said = once(child, 'message');
  child.send('usage');
  const [usage] = (await said) as [Usage];
  return usage;
}

/**
 * Asks a number of times, as fast as answers come.
 * @returns how many answers came
 * @throws Error when one was refused
 */
export async function askMany(url: string, requests: number): Promise<number> {
  const options = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const arguments_ = [autocannon, '--json', '-c', '20', '-a', String(requests), ...options, url];
  const { stdout } = await promisify(execFile)(process.execPath, arguments_);
  const result = JSON.parse(stdout) as { '2xx': number; non2xx: number; errors: number };
  if (result.non2xx + result.errors > 0) throw new Error(`${url} refused some of what it was asked`);
  return result['2xx'];
}
