/**
 * How long what pages ask for takes at a million machines, against a thousand:
 *
 *     NODE_OPTIONS=--max-old-space-size=10000 npx tsx bench/lists.ts [--machines 1000000] [--rounds 200]
 *
 * Two strict DynamoDBs (ADR 28), whose calls take 8 ms, are filled directly; the product's own repositories read them through the AWS
 * SDK, in turns, so that whatever else this computer does meets both alike.
 */
import { parseArgs } from 'node:util';
import { periodBuckets } from '../microservices/view-stats/src/domain/period.ts';
import { summary } from '../microservices/view-stats/src/domain/summary.ts';
import { unitsOf } from '../local/strict-dynamodb/meter.ts';
import { report } from './figures/figures.ts';
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
for (const [question, ask] of Object.entries(questions)) rows.push(await measure(question, ask, stores));
const side = ({ p95, readUnits }: Answer) => `${p95.toFixed(1)} ms and ${readUnits.toFixed(1)} read units`;
await report(
  'lists',
  'NODE_OPTIONS=--max-old-space-size=10000 npx tsx bench/lists.ts',
  rows.map((row) => ({
    what: `${row.question}: p95 at ${machines.toLocaleString('en')} machines over ${few.toLocaleString('en')}`,
    unit: '',
    reached: row.ratio,
    goal: { atMost: goal },
    remark: `${side(row.many)} over ${side(row.few)}`,
  })),
);
