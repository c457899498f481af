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
import { parseArgs } from 'node:util';
import { report } from './figures/figures.ts';
import { median } from './median.ts';
import type { Answer } from './service/bare.ts';
import { askMany, headers, start, usageOf, type Server } from './service/server.ts';

const route = '/api/session';
/** Rounds in which the engine compiles what is hot. */
const warmUps = 3;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, requests: { type: 'string', default: '10000' } },
});
const requests = Number(values.requests);

/** Requests for each second in which the server kept a processor busy. */
async function measure(server: Server, path: string): Promise<number> {
  const before = await usageOf(server);
  const answers = await askMany(server.origin + path, requests);
  return answers / ((await usageOf(server)).busySeconds - before.busySeconds);
}

async function answerOf({ origin }: Server): Promise<Answer> {
  const answer = await fetch(origin + route, { headers });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
}

const service = await start('with-everything', ['create-user']);
const answer = await answerOf(service);
if (answer.status !== 200) throw new Error(`The service answered ${answer.status}: ${answer.body}`);
const bare = await start('bare', [JSON.stringify(answer)]);
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
