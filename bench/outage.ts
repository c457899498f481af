/**
 * What people get while S3 and SNS are gone, and how soon all is caught up when they are back:
 *
 *     npx tsx bench/outage.ts [--people 200] [--minutes 10] [--seed 1]
 *
 * On the simulated clock of `verify/histories`: two replicas of what launches and keeps machines, the functions that clocks call, and
 * the product's own pauses and tries. So many people launch a machine each within so many minutes, in which every call of S3 and SNS is
 * refused or never answered; somebody signs in and looks at all statistics every two seconds. S3 refuses the record of the first
 * machine, alone, for longer.
 */
import { parseArgs } from 'node:util';
import { runOutage } from '../verify/histories/outage.ts';
import { report } from './figures/figures.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
const outage = { people: Number(values.people), minutes: Number(values.minutes), seed: Number(values.seed) };

console.log(`seed ${values.seed}`);
const gone = await runOutage({ ...outage, isOn: true });
const calm = await runOutage({ ...outage, isOn: false });
for (const finding of gone.findings) console.log(finding);
await report('outage', 'npx tsx bench/outage.ts', [
  {
    what: 'S3 and SNS gone: sign-ins and looks at statistics answered',
    unit: '%',
    reached: 100 * (1 - gone.inVain / (gone.signIns + gone.looks)),
    goal: { atLeast: 100 },
    remark: `${gone.signIns} sign-ins and ${gone.looks} looks in ${values.minutes} simulated minutes`,
  },
  {
    what: 'S3 and SNS gone: launches accepted',
    unit: '%',
    reached: 100 * (1 - gone.refused / gone.launches),
    goal: { atLeast: 99.9 },
    remark: `of ${gone.launches}`,
  },
  {
    what: 'Machines without their record or message 30 s after both are back',
    unit: '',
    reached: gone.behind,
    goal: { atMost: 0 },
    remark: 'besides the one whose record S3 goes on to refuse',
  },
  {
    what: 'Messages about the machine whose record is refused',
    unit: '',
    reached: gone.messagesOfPoisoned,
    goal: { atLeast: 1 },
  },
  {
    what: 'The slowest machine from its launch until ready, over the same without an outage',
    unit: '',
    reached: gone.slowestReadySeconds / calm.slowestReadySeconds,
    goal: { atMost: 1.2 },
    remark: `${gone.slowestReadySeconds.toFixed(0)} s and ${calm.slowestReadySeconds.toFixed(0)} s on the simulated clock`,
  },
  {
    what: 'Faults that the checker of histories found when all was over',
    unit: '',
    reached: gone.findings.length,
    goal: { atMost: 0 },
  },
]);
