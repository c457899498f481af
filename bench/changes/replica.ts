/**
 * One replica that launches machines and takes their reports, in a process of its own, started by `bench/changes.ts`. It begins
 * at once, says `warm` after a while, counts from when it is told `count` until it is told `stop`, and says then what it came to.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '@cloudapp/data/database';
import { callSettings, patience } from '@cloudapp/service-kit/aws-client';
import { bootReports, composeProvisioning } from '../../local/strict-dynamodb/testing/provisioning.ts';

/** What a replica says in the end. */
export interface Counted {
  /** Transactions that were written; each is one change of one machine. */
  readonly changes: number;
  /** Machines that became ready. */
  readonly ready: number;
  readonly failures: readonly string[];
  /** Seconds in which it kept a processor busy. */
  readonly busySeconds: number;
}

const { values } = parseArgs({
  options: {
    endpoint: { type: 'string' },
    prefix: { type: 'string', default: 'bench' },
    people: { type: 'string', default: '12' },
  },
});
if (values.endpoint === undefined) throw new Error('--endpoint says where DynamoDB is');

const config = {
  endpoint: values.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  ...callSettings(patience.request),
};
const database = openDatabase(values.prefix, config);
/** As many let the engine compile what is hot. */
const changesUntilWarm = 100;
let changes = 0;
let ready = 0;
let isWarm = false;
const failures: string[] = [];
database.client.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      const result = await next(args);
      if (commandName === 'TransactWriteItemsCommand') countChange();
      return result;
    },
  { step: 'initialize' },
);

function countChange(): void {
  changes += 1;
  if (isWarm || changes < changesUntilWarm) return;
  isWarm = true;
  process.send?.('warm');
}

const failed = (error: unknown) => void failures.push(error instanceof Error ? error.name : String(error));
const clock = () => new Date();
const replica = composeProvisioning(database, clock, ({ err }: { err?: unknown }) => {
  failed(err);
});
/** Who gets a quota is no change of a machine. */
const { givenOwner } = composeProvisioning(openDatabase(values.prefix, config), clock, failed);

async function live(): Promise<void> {
  const { id, steps } = await replica.launch(await givenOwner());
  await replica.keep(id);
  for (const event of bootReports(steps.map((step) => step.id))) {
    await replica.report(id, event);
  }
  await replica.keep(id);
  ready += 1;
}

async function liveOn(): Promise<void> {
  for (;;) await live().catch(failed);
}

for (let number = 0; number < Number(values.people); number++) {
  void sleep(number * 100).then(liveOn); // not all of them in step
}

let startedBusy = process.cpuUsage();
process.on('message', (message) => {
  if (message === 'count') {
    changes = 0;
    ready = 0;
    failures.length = 0;
    startedBusy = process.cpuUsage();
    return;
  }
  const { user, system } = process.cpuUsage(startedBusy);
  const counted: Counted = { changes, ready, failures: [...failures], busySeconds: (user + system) / 1_000_000 };
  // Nobody waits for lives that are half lived.
  process.send?.(counted, () => process.exit());
});
