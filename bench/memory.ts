/**
 * What memory each service has after many requests, over what it has after ten thousand:
 *
 *     npx tsx bench/memory.ts [--requests 200000]
 *
 * The services are bundled as their images have them; their database answers at once. What nobody holds any more is taken away before
 * each look.
 */
import { parseArgs } from 'node:util';
import { serviceNames, type ServiceName } from '@cloudapp/contracts/service';
import { report, type Figure } from './figures/figures.ts';
import { askMany, start, usageOf } from './service/server.ts';

const { values } = parseArgs({ options: { requests: { type: 'string', default: '200000' } } });
const requests = Number(values.requests);
const fewRequests = 10_000;
const megabyte = 2 ** 20;

const routes: Readonly<Record<ServiceName, string>> = {
  'create-user': '/api/session',
  'provision-instance': '/api/instances',
  'view-stats': '/api/stats/summary?period=30d',
};

async function measure(service: ServiceName): Promise<Figure> {
  const server = await start('with-everything', [service], ['--expose-gc']);
  try {
    await askMany(server.origin + routes[service], fewRequests);
    const { memory: before } = await usageOf(server);
    await askMany(server.origin + routes[service], requests - fewRequests);
    const { memory: after } = await usageOf(server);
    return {
      what: `${service}: memory after ${requests.toLocaleString('en')} requests over after ${fewRequests.toLocaleString('en')}`,
      unit: '',
      reached: after / before,
      goal: { atMost: 1.1 },
      remark: `${(after / megabyte).toFixed(0)} MiB over ${(before / megabyte).toFixed(0)} MiB, asking for ${routes[service]}`,
    };
  } finally {
    server.child.kill();
  }
}

const figures: Figure[] = [];
for (const service of serviceNames) figures.push(await measure(service));
await report('memory', `npx tsx bench/memory.ts --requests ${requests}`, figures);
