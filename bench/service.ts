/**
 * How many requests a second one core of a service with everything on answers, held against a bare server of Node's own that
 * answers the same bytes:
 *
 *     npx tsx bench/service.ts [--rounds 9] [--requests 10000]
 *
 * The service is `create-user`, bundled as its image has it, on the route of the session; its database answers at once. Both run in
 * processes of their own and are asked in turns by a third (autocannon). A second of a core is one of the server's processor time, so
 * that it matters little what else this computer does.
 */
import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { serviceVariables } from '@cloudapp/service-kit/testing/service-variables';
import { bundleService } from '../local/build/bundle.ts';
import { report } from './figures/figures.ts';
import { median } from './median.ts';
import type { Answer } from './service/bare.ts';
import { token } from './service/signed-in-database.ts';
import type { Listening, Usage } from './service/usage.ts';

const root = join(import.meta.dirname, '..');
const autocannon = fileURLToPath(import.meta.resolve('autocannon'));
const builds = join(root, '.cache', 'bench-service');
const route = '/api/session';
/** Rounds in which the engine compiles what is hot. */
const warmUps = 3;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, requests: { type: 'string', default: '10000' } },
});

/** As a browser asks through nginx. */
const headers = {
  Host: new URL(serviceVariables.PUBLIC_ORIGIN).host,
  Cookie: `__Host-session=${token}`,
  'Sec-Fetch-Site': 'same-origin',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'X-Forwarded-For': '203.0.113.7',
  'X-Request-Id': '0123456789abcdef0123456789abcdef',
};

interface Server {
  readonly child: ChildProcess;
  readonly origin: string;
}

async function start(name: string, ...args: string[]): Promise<Server> {
  const file = join(builds, `${name}.mjs`);
  await bundleService(join(root, 'bench', 'service', `${name}.ts`), file);
  const child = fork(file, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  child.stdout?.resume();
  const [{ port }] = (await once(child, 'message')) as [Listening];
  return { child, origin: `http://127.0.0.1:${port}` };
}

async function busySecondsOf({ child }: Server): Promise<number> {
  const said = once(child, 'message');
  child.send('usage');
  const [{ busySeconds }] = (await said) as [Usage];
  return busySeconds;
}

/** Asks as fast as answers come. @returns how many came */
async function load(url: string): Promise<number> {
  const options = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const arguments_ = [autocannon, '--json', '-c', '20', '-a', values.requests, ...options, url];
  const { stdout } = await promisify(execFile)(process.execPath, arguments_);
  const result = JSON.parse(stdout) as { '2xx': number; non2xx: number; errors: number };
  if (result.non2xx + result.errors > 0) throw new Error(`${url} refused some of what it was asked`);
  return result['2xx'];
}

/** Requests for each second in which the server kept a processor busy. */
async function measure(server: Server, path: string): Promise<number> {
  const before = await busySecondsOf(server);
  const answers = await load(server.origin + path);
  return answers / ((await busySecondsOf(server)) - before);
}

async function answerOf({ origin }: Server): Promise<Answer> {
  const answer = await fetch(origin + route, { headers });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}

const service = await start('with-everything');
const answer = await answerOf(service);
if (answer.status !== 200) throw new Error(`The service answered ${answer.status}: ${answer.body}`);
const bare = await start('bare', JSON.stringify(answer));
const rounds: { service: number; bare: number; koa: number }[] = [];
try {
  for (let round = -warmUps; round < Number(values.rounds); round++) {
    const all = {
      bare: await measure(bare, route),
      service: await measure(service, route),
      koa: await measure(service, '/health/live'),
    };
    if (round >= 0) rounds.push(all);
  }
} finally {
  for (const { child } of [service, bare]) child.kill();
}
const share = (of: 'service' | 'koa') => median(rounds.map((round) => round[of] / round.bare));
const rate = (of: 'service' | 'koa' | 'bare') => median(rounds.map((round) => round[of]));
await report('service', 'npx tsx bench/service.ts', [
  {
    what: 'requests a second of a service with everything on, of a bare server’s',
    unit: '',
    reached: share('service'),
    goal: { atLeast: 0.5 },
    remark: `Koa alone, asked whether the service is alive, reaches ${share('koa').toFixed(2)} here.`,
  },
  { what: 'requests a second of a core, a service with everything on', unit: '/s', reached: rate('service') },
  { what: 'requests a second of a core, Koa alone', unit: '/s', reached: rate('koa') },
  { what: 'requests a second of a core, a bare server', unit: '/s', reached: rate('bare') },
]);
