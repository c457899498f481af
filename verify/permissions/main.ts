import { prod } from '../../config/prod.ts';
import { resourcesIn, synthesiseTexts } from '../../stacks/testing/synthesise.ts';
import { callsOfSchedules } from './calls-of-schedules.ts';
import { calls } from './calls.ts';
import { policiesIn } from './policies.ts';
import { prove } from './proof.ts';

// npm run verify:permissions — takes each statement, action, resource and condition out of the policies of prod, one by one.

const resources = resourcesIn(synthesiseTexts(prod));
const { wrong, unneeded, counts } = prove(policiesIn(resources), [...calls, ...callsOfSchedules(resources)]);
for (const text of wrong) process.stdout.write(`WRONG: ${text}\n`);
for (const text of unneeded) process.stdout.write(`UNNEEDED: ${text}\n`);
process.stdout.write(
  `${counts.calls} calls come out as they must under ${counts.policies} policies with ${counts.statements} statements; ` +
    `${counts.mutations} times something was taken out, ${unneeded.length} times nobody noticed\n`,
);
process.exitCode = wrong.length + unneeded.length === 0 ? 0 : 1;
