/**
 * A class of people who all press Launch within ten seconds, before one replica of the service and an EC2 with its documented bucket:
 *
 *     npx tsx bench/class.ts [--people 1000] [--seed 1]
 *
 * Clock, EC2 and DynamoDB are simulated (`verify/histories`): times are of calls and pauses, and the same on every computer.
 */
import { parseArgs } from 'node:util';
import { runClass } from '../verify/histories/class.ts';
import { report } from './figures/figures.ts';

const { values } = parseArgs({
  options: { people: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const people = Number(values.people);

const { acceptedMs, overFloor, machines, refused, throttled, findings } = await runClass(people, Number(values.seed));
for (const finding of findings) console.log(finding);
await report('class', 'npx tsx bench/class.ts', [
  { what: 'launches accepted, p99', unit: 's', reached: acceptedMs / 1000, goal: { atMost: 1 } },
  {
    what: 'all launches at EC2, over the shortest that its bucket allows',
    unit: '',
    reached: overFloor,
    goal: { atMost: 1.05 },
  },
  { what: 'instances for each who pressed', unit: '', reached: machines / people, goal: { atMost: 1 } },
  { what: 'who pressed and got no machine', unit: '', reached: people - machines, goal: { atMost: 0 } },
  { what: 'launches not answered with one machine', unit: '', reached: refused, goal: { atMost: 0 } },
  {
    what: 'findings of the checker: machines that are lost, twice, or not as they must be',
    unit: '',
    reached: findings.length,
    goal: { atMost: 0 },
  },
  { what: 'launches that EC2 refused for being too many', unit: '', reached: throttled },
]);
