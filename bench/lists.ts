/**
 * How long what pages ask for takes at a million machines, against a thousand:
 *
 *     NODE_OPTIONS=--max-old-space-size=10000 npx tsx bench/lists.ts [--machines 1000000] [--rounds 200] [--json FILE]
 *
 * Two strict DynamoDBs (ADR 28), whose calls take 8 ms, are filled directly; the product's own repositories read them through the AWS
 * SDK, in turns, so that whatever else this computer does meets both alike.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { periodBuckets } from '../microservices/view-stats/src/domain/period.ts';
import { summary } from '../microservices/view-stats/src/domain/summary.ts';
import { unitsOf } from '../local/strict-dynamodb/meter.ts';
import { openFilled, type Filled } from './lists/filled.ts';
import { percentile } from './lists/percentile.ts';

const few = 1000;
const warmUps = 20;
const pageSize = 50;
const goal = 1.2;

const { values } = parseArgs({
  options: {
    machines: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '200' },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const viewer = { id: 'usr_viewer', name: 'Grace', email: 'grace@example.org' };

async function readSummary({ statistics }: Filled): Promise<unknown> {
  const now = new Date();
  const buckets = periodBuckets('30d', now);
  const [counters, gauges] = await Promise.all([
    statistics.read([...buckets.before, ...buckets.now].map(({ key }) => key)),
    statistics.gauges(),
  ]);
  return summary('30d', now, counters, gauges);
}

/** What pages ask for. */
const questions: Readonly<Record<string, (filled: Filled) => Promise<unknown>>> = {
  'a list of 50 of all machines': ({ lists }) => lists.list({ ended: false, limit: pageSize }, viewer),
  'a list of 50 of one owner': ({ lists, anyOwner }) =>
    lists.list({ ownerId: anyOwner(), ended: false, limit: pageSize }, viewer),
  'one machine': ({ instances, anyMachine }) => instances.get(anyMachine()),
  'the statistics of 30 days': readSummary,
};

/** Milliseconds, and read units of each. */
interface Answer {
  readonly p95: number;
  readonly readUnits: number;
}

interface Row {
  readonly question: string;
  readonly few: Answer;
  readonly many: Answer;
  readonly ratio: number;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(
  question: string,
  ask: (filled: Filled) => Promise<unknown>,
  stores: [Filled, Filled],
): Promise<Row> {
  const times: [number[], number[]] = [[], []];
  for (let round = -warmUps; round < rounds; round++) {
    if (round === 0) for (const { meter } of stores) meter.reset();
    for (const index of [0, 1] as const) {
      const milliseconds = await timed(() => ask(stores[index]));
      if (round >= 0) times[index].push(milliseconds);
    }
  }
  const answerOf = (index: 0 | 1): Answer => ({
    p95: percentile(times[index], 0.95),
    readUnits: unitsOf(stores[index].meter.read(), 'read') / rounds,
  });
  const [first, second] = [answerOf(0), answerOf(1)];
  return { question, few: first, many: second, ratio: second.p95 / first.p95 };
}

const machines = Number(values.machines);
console.log(`filling ${few} and ${machines} machines …`);
const stores: [Filled, Filled] = [await openFilled(few), await openFilled(machines)];
const rows: Row[] = [];
for (const [question, ask] of Object.entries(questions)) {
  const row = await measure(question, ask, stores);
  rows.push(row);
  const side = ({ p95, readUnits }: Answer) => `${p95.toFixed(1)} ms, ${readUnits.toFixed(1)} units`;
  console.log(`${question.padEnd(30)} ${side(row.few)} → ${side(row.many)}: ${row.ratio.toFixed(2)}`);
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ machines, rows }, undefined, 2)}\n`);
process.exitCode = rows.every(({ ratio }) => ratio <= goal) ? 0 : 1;
