/**
 * How many changes of machines a second the product makes, with one replica and with two:
 *
 *     npx tsx bench/changes.ts [--seconds 20] [--people 24] [--slow 20]
 *
 * A replica is a process of its own that launches machines, one after the other for each of its people, takes them through
 * their boot reports until they are ready, and writes all of it with the product's own code and the AWS SDK over HTTP. All replicas
 * share one strict DynamoDB (ADR 28) in a process of its own, whose calls take 8 ms and whose transactions take 15. Only
 * what EC2, KMS, S3 and SNS would take is left out. A change is a transaction that was written.
 *
 * So that DynamoDB is what is measured, and not this computer, everything of DynamoDB's goes in slow motion (`--slow`), and rates are
 * given as they are in its own time. What a change costs the computer stands beside it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '@cloudapp/data/database';
import { pricesOf } from '../commands/costs/prices.ts';
import { dollarsOf, unitsOf, type Reading } from '../local/strict-dynamodb/meter.ts';
import { createProductTables } from '../local/strict-dynamodb/testing/product-tables.ts';
import type { Counted } from './changes/replica.ts';
import { busyShare, processorTimes } from './changes/processors.ts';
import { report, type Figure } from './figures/figures.ts';

const root = join(import.meta.dirname, '..');

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    people: { type: 'string', default: '24' },
    slow: { type: 'string', default: '20' },
  },
});
/** Of the computer's time, and how many times as long everything takes in it. */
const seconds = Number(values.seconds);
const slow = Number(values.slow);

/** What so many replicas came to. */
interface Row {
  readonly replicas: number;
  readonly changesASecond: number;
  readonly readyASecond: number;
  /** Refused for meeting another transaction, for each change that was written. */
  readonly conflictsAChange: number;
  /** Refused since a partition gave no more, for each change that was written. */
  readonly throttledAChange: number;
  /** Whose partitions gave no more, and how often. */
  readonly shortages: Readonly<Record<string, number>>;
  readonly failures: number;
  readonly writeUnitsAChange: number;
  readonly dollarsAMillionChanges: number;
  /** Milliseconds in which a change keeps one processor of its replica busy. */
  readonly processorMsAChange: number;
  /** Of all processors, by whatever runs: near 1 it is the computer that is measured. */
  readonly processorsBusy: number;
}

function start(file: string, ...args: string[]): ChildProcess {
  return fork(join(root, file), args, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
}

async function startDatabase() {
  const child = start('local/strict-dynamodb/main.ts', '--slow', values.slow);
  if (!child.stdout) throw new Error('The strict DynamoDB says nothing');
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  const database = openDatabase('bench', {
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  await createProductTables(database);
  database.client.destroy();
  /** What was counted since it was asked last. */
  const read = async () => (await (await fetch(`${url}/meter`, { method: 'DELETE' })).json()) as Reading;
  return { url, read, stop: () => child.kill() };
}

async function measure(replicas: number): Promise<Row> {
  const database = await startDatabase();
  const children = Array.from({ length: replicas }, () =>
    start('bench/changes/replica.ts', '--endpoint', database.url, '--people', values.people),
  );
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    await database.read();
    const before = processorTimes();
    for (const child of children) child.send('count');
    await sleep(seconds * 1000);
    const reading = await database.read();
    const processorsBusy = busyShare(before, processorTimes());
    const counted = await Promise.all(children.map(stopCounting));
    return rowOf(counted, reading, processorsBusy);
  } finally {
    for (const child of children) child.kill();
    database.stop();
  }
}

async function stopCounting(child: ChildProcess): Promise<Counted> {
  const said = once(child, 'message');
  child.send('stop');
  const [counted] = (await said) as [Counted];
  return counted;
}

function rowOf(counted: readonly Counted[], reading: Reading, processorsBusy: number): Row {
  const sum = (of: (one: Counted) => number) => counted.reduce((total, one) => total + of(one), 0);
  const changes = sum((one) => one.changes);
  const { TransactionConflict = 0, ThrottlingError = 0, ThrottlingException = 0 } = reading.refusals;
  return {
    replicas: counted.length,
    changesASecond: (changes / seconds) * slow,
    readyASecond: (sum(({ ready }) => ready) / seconds) * slow,
    conflictsAChange: TransactionConflict / changes,
    throttledAChange: (ThrottlingError + ThrottlingException) / changes,
    shortages: reading.shortages,
    failures: sum(({ failures }) => failures.length),
    writeUnitsAChange: unitsOf(reading, 'write') / changes,
    dollarsAMillionChanges: (dollarsOf(reading, pricesOf['eu-west-1']) / changes) * 1_000_000,
    processorMsAChange: (sum(({ busySeconds }) => busySeconds) / changes) * 1000,
    processorsBusy,
  };
}

function print(row: Row, first: Row): void {
  const columns: [string, string][] = [
    ['replicas', String(row.replicas)],
    ['changes a second', row.changesASecond.toFixed(0)],
    ['ratio', (row.changesASecond / first.changesASecond).toFixed(2)],
    ['ready a second', row.readyASecond.toFixed(1)],
    ['conflicts a change', row.conflictsAChange.toFixed(2)],
    ['throttled a change', row.throttledAChange.toFixed(2)],
    ['failures', String(row.failures)],
    ['write units a change', row.writeUnitsAChange.toFixed(1)],
    ['$ a million changes', row.dollarsAMillionChanges.toFixed(2)],
    ['processor ms a change', row.processorMsAChange.toFixed(1)],
    ['processors busy', `${(row.processorsBusy * 100).toFixed(0)} %`],
  ];
  if (row === first) console.log(columns.map(([name]) => name).join(' | '));
  console.log(columns.map(([name, value]) => value.padStart(name.length)).join(' | '));
  for (const [of, times] of Object.entries(row.shortages)) console.log(`    ${of} gave no more, ${times} times`);
}

function figuresOf(row: Row): Figure[] {
  const by = row.replicas === 1 ? 'one replica' : `${row.replicas} replicas`;
  return [
    { what: `write units a change, ${by}`, unit: '', reached: row.writeUnitsAChange },
    { what: `dollars a million changes, ${by}`, unit: '$', reached: row.dollarsAMillionChanges },
    { what: `conflicts a change, ${by}`, unit: '', reached: row.conflictsAChange },
    { what: `processor time a change, ${by}`, unit: 'ms', reached: row.processorMsAChange },
    { what: `failures, ${by}`, unit: '', reached: row.failures, goal: { atMost: 0 } },
  ];
}

const one = await measure(1);
print(one, one);
const two = await measure(2);
print(two, one);
const busy = (row: Row) => `processors were busy for ${Math.round(row.processorsBusy * 100)} % of the time`;
await report('changes', 'npx tsx bench/changes.ts', [
  {
    what: 'changes a second, one replica',
    unit: '',
    reached: one.changesASecond,
    goal: { atLeast: 500 },
    remark: busy(one),
  },
  {
    what: 'changes a second, two replicas over one',
    unit: '',
    reached: two.changesASecond / one.changesASecond,
    goal: { atLeast: 1.9 },
    remark: busy(two),
  },
  ...[one, two].flatMap(figuresOf),
]);
