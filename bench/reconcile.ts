/**
 * One minute of the reconciler with many running machines, of which a sixtieth is due to be booked: how long it takes, what it reads
 * and writes, and the most memory that its process has. DynamoDB is the strict stand-in in another process, with its times; EC2 answers
 * at once, from memory, so that EC2's own time is not in it.
 *
 *     npx tsx bench/reconcile.ts [--machines 100000]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { openDatabase } from '@cloudapp/data/database';
import { storeFleet } from '../local/provisioning/testing/strict-fleet.ts';
import { unitsOf } from '../local/strict-dynamodb/meter.ts';
import { inProcess } from '../local/strict-dynamodb/request-handler.ts';
import { serveStrictDynamoDb } from '../local/strict-dynamodb/server.ts';
import { StrictDynamoDb } from '../local/strict-dynamodb/strict-dynamodb.ts';
import { lambdaCode } from '../stacks/product/bundle.ts';
import { report } from './figures/figures.ts';
import type { Told } from './reconcile/minute.ts';
import { prefix } from './reconcile/prefix.ts';

const hourMs = 3_600_000;

const { values } = parseArgs({ options: { machines: { type: 'string', default: '100000' } } });
const count = Number(values.machines);
const strict = new StrictDynamoDb({ limits: 'none' });
console.error(`storing ${count} machines`);
// Spread over the hour, so that each minute has its share.
const now = new Date();
await storeFleet(openDatabase(prefix, inProcess(strict)), count, now, (index) => (index / count) * (hourMs + 60_000));
const server = await serveStrictDynamoDb(strict);
strict.meter.reset();

// Bundled and run as the function is, so that nothing but what it needs takes memory.
const folder = await mkdtemp(join(tmpdir(), 'cloudapp-bench-'));
const bundle = join(folder, 'minute.mjs');
const entry = join(import.meta.dirname, 'reconcile', 'minute.ts');
await build({ ...lambdaCode, entryPoints: [entry], write: true, outfile: bundle });
const worker = fork(bundle, [String(count), now.toISOString()], {
  execArgv: [],
  env: {
    ...process.env,
    AWS_ENDPOINT_URL_DYNAMODB: server.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'strict',
    AWS_SECRET_ACCESS_KEY: 'strict',
  },
});
const [[told]] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as [[Told], unknown];
const reading = strict.meter.read();
await server.stop();
await rm(folder, { recursive: true });
await report('reconcile', 'npx tsx bench/reconcile.ts', [
  {
    what: `a minute of ${count.toLocaleString('en')} machines`,
    unit: 's',
    reached: told.seconds,
    goal: { atMost: 20 },
  },
  {
    what: 'most memory of its process',
    unit: 'MB',
    reached: told.mostMegabytes,
    goal: { atMost: 256 },
    remark: `${Math.round(told.restingMegabytes)} MB before it began`,
  },
  { what: 'machines booked', unit: '', reached: told.machines },
  {
    what: 'requests to DynamoDB',
    unit: '',
    reached: Object.values(reading.requests).reduce((sum, many) => sum + many, 0),
  },
  { what: 'read units', unit: '', reached: unitsOf(reading, 'read') },
  { what: 'write units', unit: '', reached: unitsOf(reading, 'write') },
  {
    what: 'requests refused by DynamoDB',
    unit: '',
    reached: Object.values(reading.refusals).reduce((sum, many) => sum + many, 0),
  },
]);
