import type { Usage } from '@cloudapp/contracts/usage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleId, sampleMachine } from './testing/samples.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { openTestComputer, signedInAt, type TestComputer } from './testing/test-computer.ts';

let api: TestApi;
let computer: TestComputer;

beforeEach(async () => {
  api = await startTestApi();
  computer = await openTestComputer(signedInAt(api.url));
  api.answers('GET /instances', [200, { items: [sampleMachine()] }]);
  api.answers(`GET /instances/${sampleId}`, [200, sampleMachine()]);
});
afterEach(async () => {
  api.stop();
  await computer.remove();
});

const receipt = { cost: 12.34, ranMinutes: 6360, usedMinutes: 2460, idleMinutes: 3780, unknownMinutes: 120 };
const usage: Usage = { stepSeconds: 300, steps: [], receipt };
const answers = (answer: Usage) => {
  api.answers(`GET /instances/${sampleId}/usage`, [200, answer]);
};
const lines = async () => {
  const { output, errors } = await computer.run(['usage', 'brave-otter']);
  expect(errors).toBe('');
  return output.trimEnd().split('\n');
};

describe('usage', () => {
  it('says what a machine does now, for how long it was used, and what would be enough', async () => {
    const quiet = { cpu: 12, memory: 41, disk: 63, load: 0.4, terminals: 1, isTyping: false, connections: 2 };
    const latest = { ...quiet, jobs: 1, networkKb: 40, at: '2026-11-30T11:59:00.000Z' };
    const enough = { instanceType: 't3a.small', cpuPercent: 20, memoryGib: 1.4, cost: 6.17 };
    answers({ ...usage, latest, receipt: { ...receipt, enough } });

    expect(await lines()).toEqual([
      'Last said  1 min ago',
      'CPU        12 %, load 0.4',
      'Memory     41 %',
      'Disk       63 %',
      'Open       1 job, 1 terminal, 2 connections',
      'Ran for    4 days 10 h',
      'Used       1 day 17 h',
      'Idle       2 days 15 h',
      'Not known  2 h',
      'Cost       $12.34',
      'Enough     t3a.small, for $6.17: CPU at most 20 % and memory at most 1.4 GiB for 95 % of the time',
    ]);
  });

  it('does not call idle what is not known', async () => {
    answers({ ...usage, receipt: { ...receipt, usedMinutes: 0, idleMinutes: 0, unknownMinutes: 6360 } });

    expect(await lines()).toEqual([
      'Last said  nothing in the last 24 hours',
      'Ran for    4 days 10 h',
      'Used       not known',
      'Idle       not known',
      'Cost       $12.34',
    ]);
  });
});
