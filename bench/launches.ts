/**
 * How soon after a launch was accepted EC2 is asked for the machine:
 *
 *     npx tsx bench/launches.ts [--launches 150] [--rate 1.5]
 *
 * One process of provision-instance, as its image has it, launches for people at a rate that EC2 takes without a queue (its bucket:
 * two a second). The time is from the answer's arrival at the caller to that of RunInstances at EC2, both on this computer. It is measured
 * twice: with a strict DynamoDB that takes 8 ms a call and 15 a transaction, and with one that takes a hundredth of that,
 * which leaves what is beyond DynamoDB's own time.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { usualKinds } from './faults/kinds.ts';
import { bundleServices, publicOrigin, startReplica } from './faults/replica.ts';
import { givenPeople, startSurroundings } from './faults/surroundings.ts';
import { watchLaunches } from './faults/watched-ec2.ts';
import { report } from './figures/figures.ts';

const { values } = parseArgs({
  options: { launches: { type: 'string', default: '150' }, rate: { type: 'string', default: '1.5' } },
});
const launches = Number(values.launches);
const pauseMs = 1000 / Number(values.rate);
/** Launches that nobody counts: a process that has just begun is slower. */
const warmingUp = 10;
const launchesOfOne = 3;
const nearlyNoTime = 0.01;

/** Milliseconds from answer to request, in ascending order. */
async function measure(slow: number): Promise<number[]> {
  const surroundings = await startSurroundings({ slow });
  const ec2 = await watchLaunches(surroundings.ec2Url);
  const service = await startReplica('provision-instance', { ...surroundings, ec2Url: ec2.url });
  try {
    const { people, admin } = await givenPeople(surroundings, Math.ceil((launches + warmingUp) / launchesOfOne));
    const launch = usualKinds(people, admin).find(({ method }) => method === 'POST');
    if (launch === undefined) throw new Error('Nobody launches anything');
    const acceptedAt = new Map<string, number>();
    for (let number = 0; number < launches + warmingUp; number++) {
      const response = await fetch(`http://127.0.0.1:${service.port}${launch.path}`, {
        method: 'POST',
        headers: {
          origin: publicOrigin,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          cookie: people[Math.floor(number / launchesOfOne)] ?? '',
        },
        body: JSON.stringify(launch.body),
      });
      const at = performance.now();
      const { id } = (await response.json()) as { id?: string };
      if (response.status !== 201 || id === undefined) throw new Error(`A launch was answered ${response.status}`);
      if (number >= warmingUp) acceptedAt.set(id, at);
      await sleep(pauseMs);
    }
    await sleep(2_000);
    return [...acceptedAt]
      .map(([id, at]) => Math.max(0, (ec2.sentAt.get(id) ?? Number.POSITIVE_INFINITY) - at))
      .sort((a, b) => a - b);
  } finally {
    await service.child.stop();
    ec2.stop();
    await surroundings.stop();
  }
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;

await bundleServices(['provision-instance']);
const whole = await measure(1);
const beyond = await measure(nearlyNoTime);
const words = (sorted: readonly number[]) =>
  `median ${quantile(sorted, 0.5).toFixed(1)}, longest ${quantile(sorted, 1).toFixed(1)}, of ${launches} launches`;
await report('launches', 'npx tsx bench/launches.ts', [
  {
    what: 'Launch accepted → RunInstances sent, p99, beyond DynamoDB’s own time',
    unit: 'ms',
    reached: quantile(beyond, 0.99),
    goal: { atMost: 50 },
    remark: words(beyond),
  },
  {
    what: 'The same with DynamoDB’s 8 ms a call and 15 a transaction',
    unit: 'ms',
    reached: quantile(whole, 0.99),
    remark: words(whole),
  },
]);
