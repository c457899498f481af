/**
 * Launches and ends machines again and again, each cut off at another moment of its boot, and looks for what they leave.
 *
 *     npx tsx bench/machine-rounds.ts [--rounds 20]
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilLoginAnswers } from './machines/login-port.ts';
import { openMachineBench } from './machines/machine-bench.ts';
import { findNetworkTraces } from '../local/ec2/real/testing/network-traces.ts';
import { findTraces } from './machines/traces.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);

const bench = await openMachineBench((line) => {
  console.error(line);
});
try {
  const [blueprint] = bench.blueprints;
  if (blueprint === undefined) throw new Error('there are no blueprints');
  // The network is there from the first machine on, and stays.
  const first = bench.newMachine(blueprint);
  await bench.backend.boot(first.spec);
  await bench.backend.terminate(first.id);
  const before = await findTraces(bench.directory);
  for (let round = 1; round <= rounds; round++) {
    const machine = bench.newMachine(blueprint);
    const started = performance.now();
    const booting = bench.backend.boot(machine.spec).catch((error: unknown) => {
      if (round % 4 !== 0) throw error; // every fourth is called off while it starts
    });
    if (round % 4 === 0) await sleep(Math.random() * 200);
    else await booting;
    if (round % 4 === 1) await untilLoginAnswers(machine.address);
    if (round % 4 === 2) await sleep(Math.random() * 8000);
    if (round % 4 === 3) await bench.backend.stop(machine.id);
    await bench.backend.terminate(machine.id);
    await booting;
    console.log(`round ${round}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  const after = await findTraces(bench.directory);
  console.log('before', before);
  console.log('after ', after);
  if (!isDeepStrictEqual(before, after)) process.exitCode = 1;
} finally {
  await bench.close();
}
const { children } = await findNetworkTraces();
console.log('processes left', children);
if (children.length > 0) process.exitCode = 1;
