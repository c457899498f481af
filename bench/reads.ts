/**
 * How long reads of pages take on one core, and how many users one core serves:
 *
 *     npx tsx bench/reads.ts [--seconds 8] [--people 60]
 *
 * One process has the services that pages read from, `create-user` and `provision-instance`, bundled as their images have them. Another has
 * a strict DynamoDB (ADR 28), whose calls take 8 ms, and a third asks at a steady rate: for a machine, for the list of one's machines and
 * for the session, mostly what has not changed (ADR 9). A time is counted from when its request was due, less the time of DynamoDB.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openDatabase } from '@cloudapp/data/database';
import { bundleService } from '../local/build/bundle.ts';
import type { Reading } from '../local/strict-dynamodb/meter.ts';
import { createProductTables } from '../local/strict-dynamodb/testing/product-tables.ts';
import { report } from './figures/figures.ts';
import { percentile } from './lists/percentile.ts';
import type { Order, Took } from './reads/loader.ts';
import { givenPeople } from './reads/people.ts';
import type { Listening, Usage } from './service/usage.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '8' }, people: { type: 'string', default: '60' } },
});
const seconds = Number(values.seconds);

/** Requests a second: what is told of, and those after it until one is not answered in time. */
const firstRate = 350;
const furtherRates = [500, 700, 875, 1000, 1200];
const p95Goal = 22;
const usersGoal = 5000;
/** A user whose pages are open asks for so many things a second. */
const requestsOfUser = 0.175;
const bareCalls = 4000;
const warmUpRates = [50, 100, 200, 300];

const children: ChildProcess[] = [];

function start(file: string, args: readonly string[], execArgv: readonly string[]): ChildProcess {
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  const child = fork(file, args, {
    cwd: root,
    execArgv: [...execArgv],
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.push(child);
  child.once('exit', (code) => {
    if (code !== null && code !== 0) throw new Error(`${file} ended with ${code}`);
  });
  return child;
}

async function startDatabase(): Promise<string> {
  const child = start(join(root, 'local', 'strict-dynamodb', 'main.ts'), [], ['--import', 'tsx']);
  if (!child.stdout) throw new Error('The strict DynamoDB says nothing');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return url;
}

async function startServices(databaseUrl: string): Promise<{ child: ChildProcess; origin: string }> {
  const file = join(root, '.cache', 'bench-reads', 'server.mjs');
  await bundleService(join(root, 'bench', 'reads', 'server.ts'), file);
  const child = start(file, [databaseUrl], []);
  child.stdout?.resume();
  const [{ port }] = (await once(child, 'message')) as [Listening];
  return { child, origin: `http://127.0.0.1:${port}` };
}

async function askChild<Said>(child: ChildProcess, message: object | string): Promise<Said> {
  const said = once(child, 'message');
  child.send(message);
  const [answer] = (await said) as [Said];
  return answer;
}

/** Milliseconds of processor time of the services while something is done, for each of so many. */
async function busyMilliseconds(services: ChildProcess, count: number, work: () => Promise<unknown>): Promise<number> {
  const before = await askChild<Usage>(services, 'usage');
  await work();
  const after = await askChild<Usage>(services, 'usage');
  return ((after.busySeconds - before.busySeconds) * 1000) / count;
}

async function measure() {
  const databaseUrl = await startDatabase();
  const database = openDatabase('bench', {
    endpoint: databaseUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  await createProductTables(database);
  const people = await givenPeople(database, Number(values.people));
  database.client.destroy();
  const { child: services, origin } = await startServices(databaseUrl);
  const loader = start(join(root, 'bench', 'reads', 'loader.ts'), [], ['--import', 'tsx']);
  const load = async (perSecond: number) =>
    await askChild<Took>(loader, { origin, people, perSecond, seconds } satisfies Order);
  const callBare = async () => await fetch(`${origin}/calls/${bareCalls}`);

  // Until the engine has compiled what is hot.
  for (const rate of warmUpRates) {
    await load(rate);
    await callBare();
  }
  const callMs = await busyMilliseconds(services, bareCalls, callBare);
  const callsSince = async () => {
    const { requests } = (await (await fetch(`${databaseUrl}/meter`, { method: 'DELETE' })).json()) as Reading;
    return Object.values(requests).reduce((sum, count) => sum + count, 0);
  };
  await callsSince();
  let first: Took | undefined;
  const requestMs = await busyMilliseconds(services, firstRate * seconds, async () => (first = await load(firstRate)));
  if (first === undefined) throw new Error('Nothing was measured');
  const calls = (await callsSince()) / (firstRate * seconds);
  const p95 = percentile(first.beyond, 0.95);
  let kept = p95 <= p95Goal ? firstRate : 0;
  for (const rate of kept === 0 ? [] : furtherRates) {
    if (percentile((await load(rate)).beyond, 0.95) > p95Goal) break;
    kept = rate;
  }
  return { p95, kept, calls, callMs, requestMs, unchanged: first.unchanged };
}

try {
  const { p95, kept, calls, callMs, requestMs, unchanged } = await measure();
  const bound =
    `A read keeps a core busy for ${requestMs.toFixed(2)} ms, which is ${(1000 / requestMs).toFixed(0)} a second, and makes ${calls.toFixed(1)} calls; ` +
    `a bare GetItem of the AWS SDK takes ${callMs.toFixed(2)} ms of that.`;
  await report('reads', 'npx tsx bench/reads.ts', [
    {
      what: `p95 of reads at ${firstRate} a second on one core, beyond DynamoDB’s 8 ms a call`,
      unit: 'ms',
      reached: p95,
      goal: { atMost: p95Goal },
      remark: `${(unchanged * 100).toFixed(0)} % of the answers were 304, as nothing had changed.`,
    },
    {
      what: `users of one core, ${requestsOfUser} requests a second each, within that time`,
      unit: '',
      reached: kept / requestsOfUser,
      goal: { atLeast: usersGoal },
      remark: bound,
    },
    { what: 'calls of DynamoDB for a read', unit: '', reached: calls },
    { what: 'processor time of a read', unit: 'ms', reached: requestMs },
    { what: 'processor time of a bare GetItem of the AWS SDK', unit: 'ms', reached: callMs },
  ]);
} finally {
  for (const child of children) child.kill();
}
