/**
 * Whether a request fails while all services are restarted again and again:
 *
 *     npx tsx bench/restarts.ts [--restarts 50] [--rate 100] [--seconds 240] [--seed 1]
 *
 * Two processes of each service, as their images have them, behind what stands in for the load balancer: a target is asked once it is
 * ready, and no more some time after it was told to end, as on EKS, where both begin when a pod is deleted. A pod goes on for 10 s before
 * it closes connections; here that is three, and turning away takes up to one. The load, in a process of its own, keeps its
 * connections and sends nothing twice. After `--seconds` no restart begins any more.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { serviceNames } from '@cloudapp/contracts/service';
import { seededRandom } from '../local/strict-dynamodb/random.ts';
import { readStored } from '../verify/histories/stored.ts';
import { sessionKind, usualKinds } from './faults/kinds.ts';
import { bundleServices, startReplica, targetsOf, type Replica } from './faults/replica.ts';
import { othersOf, requestsOf, startLoad } from './faults/start-load.ts';
import { givenPeople, startSurroundings } from './faults/surroundings.ts';
import { report } from './figures/figures.ts';

const { values } = parseArgs({
  options: {
    restarts: { type: 'string', default: '50' },
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '240' },
    seed: { type: 'string', default: '1' },
  },
});
const peopleCount = 60;
const shutdownDelaySeconds = 3;
const longestTurnMs = 1_000;
/** Launches that were accepted have reached EC2 by then: the claim of a process that ended, and its successor's next look. */
const settleMs = 40_000;

console.log(`seed ${values.seed}`);
const random = seededRandom(Number(values.seed));
const surroundings = await startSurroundings();
await bundleServices(serviceNames);
const start = (service: Replica['service']) => startReplica(service, surroundings, shutdownDelaySeconds);
let running = await Promise.all([...serviceNames, ...serviceNames].map(start));
const { people, admin } = await givenPeople(surroundings, peopleCount);
const load = startLoad(
  {
    kinds: [...usualKinds(people, admin), sessionKind(people)],
    perSecond: Number(values.rate),
    seed: Number(values.seed),
  },
  targetsOf(running),
  'restarts',
);
let cutOff = 0;

/** Puts a new process in the place of one that runs, as a rolling update does: none is missing meanwhile. */
async function replace(old: Replica): Promise<void> {
  const replacement = await start(old.service);
  running = [...running, replacement];
  await load.turnTo(targetsOf(running));
  const stopped = old.child.stop();
  await sleep(random() * longestTurnMs);
  running = running.filter((replica) => replica !== old);
  await load.turnTo(targetsOf(running));
  if ((await stopped).code !== 0) cutOff += 1;
}

async function restartAll(): Promise<void> {
  const before = running;
  await Promise.all(
    serviceNames.map(async (name) => {
      for (const replica of before.filter(({ service }) => service === name)) await replace(replica);
    }),
  );
}

try {
  const until = performance.now() + Number(values.seconds) * 1000;
  let restarts = 0;
  for (; restarts < Number(values.restarts) && performance.now() < until; restarts++) await restartAll();
  const [phase] = await load.stop();
  if (phase === undefined) throw new Error('Nothing was asked');
  console.log(JSON.stringify(phase));
  await sleep(settleMs);
  const { machines } = await readStored(surroundings.database);
  const accepted = phase.outcomes['201'] ?? 0;
  await report('restarts', 'npx tsx bench/restarts.ts', [
    { what: 'Rolling restarts of all three services', unit: '', reached: restarts, goal: { atLeast: 50 } },
    {
      what: 'Requests meanwhile',
      unit: '',
      reached: requestsOf(phase),
      goal: { atLeast: 1_000_000 },
      remark: `at ${values.rate} a second, which is as long as the restarts take; a million take three hours`,
    },
    {
      what: 'Requests that failed',
      unit: '',
      reached: othersOf(phase, ['200', '201', '409']),
      goal: { atMost: 0 },
      remark: JSON.stringify(phase.outcomes),
    },
    { what: 'Processes that had to cut requests off', unit: '', reached: cutOff, goal: { atMost: 0 } },
    {
      what: 'Launches that were accepted and are not there',
      unit: '',
      reached: Math.max(0, accepted - machines.length),
      goal: { atMost: 0 },
      remark: `of ${accepted}; there are ${machines.length}, since a launch that was told to come again may have been made`,
    },
    {
      what: 'Launches that were left half-done',
      unit: '',
      reached: machines.filter(({ state }) => state === 'requested').length,
      goal: { atMost: 0 },
    },
  ]);
} finally {
  load.kill();
  for (const { child } of running) await child.stop();
  await surroundings.stop();
}
