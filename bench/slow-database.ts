/**
 * What people get while DynamoDB is slow, and while it refuses everything, and how soon all is well again:
 *
 *     npx tsx bench/slow-database.ts [--seconds 45] [--slow 2000] [--rate 100] [--seed 1]
 *
 * Processes of view-stats and provision-instance as their images have them, on a strict DynamoDB (ADR 28) that first takes 2 s more for
 * each call (`--slow`, in ms) and then throttles each, for so many seconds (`--seconds`), under `--rate` requests a second from another
 * process. Launches are among them. EC2, KMS, S3, SNS and SSM do at once what they are asked.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ServiceName } from '@cloudapp/contracts/service';
import type { Trouble } from '../local/strict-dynamodb/trouble.ts';
import { busyShare, processorTimes } from './changes/processors.ts';
import { usualKinds } from './faults/kinds.ts';
import type { Phase } from './faults/load.ts';
import { bundleServices, startReplica, targetsOf, type Replica } from './faults/replica.ts';
import { othersOf, requestsOf, startLoad } from './faults/start-load.ts';
import { givenPeople, startSurroundings } from './faults/surroundings.ts';
import { report, type Figure } from './figures/figures.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '45' },
    slow: { type: 'string', default: '2000' },
    rate: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const seconds = Number(values.seconds);
const services = ['view-stats', 'provision-instance'] as const satisfies ServiceName[];
const peopleCount = 40;
/** What is no failure: 409 is a quota that is full. */
const answered = ['200', '201', '304', '409'];
const calmSeconds = 10;

/** Memory of a process that no other shares, in MiB. */
async function residentMib({ child }: Replica): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
}

async function isReady({ port }: Replica): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

/** What was seen of the processes while DynamoDB was in trouble. */
interface Watched {
  /** The most that a process grew from the second fifth of the time to the last, as a ratio of its memory. */
  growth: number;
  mostMib: number;
  notReady: number;
}

async function watch(replicas: readonly Replica[], forSeconds: number): Promise<Watched> {
  const memory = replicas.map((): number[] => []);
  let notReady = 0;
  for (let second = 0; second < forSeconds; second++) {
    const [states] = await Promise.all([Promise.all(replicas.map(isReady)), sleep(1_000)]);
    notReady += states.filter((state) => !state).length;
    for (const [index, replica] of replicas.entries()) memory[index]?.push(await residentMib(replica));
  }
  const fifth = (of: readonly number[], number: number) =>
    Math.max(...of.slice(Math.floor((of.length * (number - 1)) / 5), Math.ceil((of.length * number) / 5)));
  return {
    growth: Math.max(...memory.map((one) => fifth(one, 5) / fifth(one, 2))),
    mostMib: Math.max(...memory.flat()),
    notReady,
  };
}

function figuresOf(name: string, phase: Phase, after: Phase, { growth, mostMib, notReady }: Watched): Figure[] {
  const served = answered.reduce((sum, status) => sum + (phase.outcomes[status] ?? 0), 0);
  const remark = `${JSON.stringify(phase.outcomes)} of ${requestsOf(phase)} requests in ${seconds} s`;
  return [
    {
      what: `DynamoDB ${name}: answered neither well nor by a plain 503`,
      unit: '',
      reached: othersOf(phase, [...answered, '503']) + othersOf(after, [...answered, '503']),
      goal: { atMost: 0 },
      remark,
    },
    { what: `DynamoDB ${name}: answered well`, unit: '%', reached: (100 * served) / requestsOf(phase) },
    {
      what: `DynamoDB ${name}: the longest that a request took`,
      unit: 's',
      reached: phase.longestMs / 1000,
      goal: { atMost: 5 },
    },
    {
      what: `DynamoDB ${name}: memory at the end over memory at the beginning`,
      unit: '',
      reached: growth,
      goal: { atMost: 1.25 },
      remark: `of a process, at the most ${mostMib.toFixed(0)} MiB`,
    },
    { what: `DynamoDB ${name}: probes of readiness that failed`, unit: '', reached: notReady, goal: { atMost: 0 } },
    {
      what: `DynamoDB ${name}: whole again after`,
      unit: 's',
      reached: after.lastBusySeconds,
      goal: { atMost: 10 },
      remark: 'when the last request began that was told to come again',
    },
  ];
}

const troubles: Readonly<Record<string, Trouble>> = {
  slow: { slowMilliseconds: Number(values.slow) },
  throttled: { isThrottled: true },
};

console.log(`seed ${values.seed}`);
const surroundings = await startSurroundings();
await bundleServices(services);
const replicas = await Promise.all(services.map((service) => startReplica(service, surroundings)));
const { people, admin } = await givenPeople(surroundings, peopleCount);
const load = startLoad(
  { kinds: usualKinds(people, admin), perSecond: Number(values.rate), seed: Number(values.seed) },
  targetsOf(replicas),
  'calm',
);
try {
  await sleep(calmSeconds * 1000);
  const processors = processorTimes();
  const watched = new Map<string, Watched>();
  for (const [name, trouble] of Object.entries(troubles)) {
    load.begin(name);
    await surroundings.makeTrouble(trouble);
    watched.set(name, await watch(replicas, seconds));
    await surroundings.makeTrouble({});
    load.begin(`after ${name}`);
    await sleep(2 * calmSeconds * 1000);
    load.begin('between');
    await sleep(2_000);
  }
  const phases = new Map((await load.stop()).map((phase) => [phase.name, phase]));
  const figures = [...watched].flatMap(([name, seen]) => {
    const [phase, after] = [phases.get(name), phases.get(`after ${name}`)];
    return phase && after ? figuresOf(name, phase, after, seen) : [];
  });
  figures.push({
    what: 'Processors of this computer that were busy, by whatever runs on it',
    unit: '%',
    reached: 100 * busyShare(processors, processorTimes()),
    remark: `at ${values.rate} requests a second; near 100 it is the computer that is measured`,
  });
  await report('slow-database', 'npx tsx bench/slow-database.ts', figures);
} finally {
  load.kill();
  for (const { child } of replicas) await child.stop();
  await surroundings.stop();
}
