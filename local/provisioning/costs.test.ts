import { machinePricesIn, publicAddressHour } from '@cloudapp/contracts/machine-prices';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { summarySchema, type StatsSummary } from '@cloudapp/contracts/stats';
import type { Instance } from '@cloudapp/contracts/instance';
import { createLogger } from '@cloudapp/service-kit/logger';
import { serve } from '@cloudapp/service-kit/testing/serve';
import { composeService } from '@cloudapp/view-stats/service';
import { environmentSchema } from '@cloudapp/view-stats/environment';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { testBlueprint } from './testing/test-blueprint.ts';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';
import { startTestProvisioning, type Person, type TestProvisioning } from './testing/test-provisioning.ts';

const hourSeconds = 3600;
/** A test takes seconds, of which none is in the sum of whole hours; a slow computer may take some minutes. */
const slackHours = 0.1;

let cloud: TestCloud;
let machines: TestProvisioning;
let statistics: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  cloud = await startTestCloud();
  machines = await startTestProvisioning(cloud);
  const environment = environmentSchema.parse({
    ...cloud.environment,
    PUBLIC_ORIGIN: 'https://cloudapp.example',
    AUDIT_ROOTS_BUCKET: 'none',
    AUDIT_KEY_ARN: 'none',
  });
  const view = composeService(cloud.tables.database, environment, createLogger('test', 'silent'));
  statistics = await serve(view.listener);
});
afterAll(async () => {
  statistics.stop();
  await machines.stop();
  await cloud.close();
});

const inState = async (person: Person, id: string, state: string) =>
  await until(
    () => machines.read(person, id),
    (machine) => machine.state === state,
  );

async function act(person: Person, id: string, action: string, state: string): Promise<void> {
  await machines.request(person, 'POST', `/instances/${id}/${action}`);
  machines.passTime(5);
  await inState(person, id, state);
}

async function overview({ token }: Person): Promise<StatsSummary['cost']> {
  await countedStatistics(cloud.tables.database);
  const response = await fetch(`${statistics.url}/api/stats/summary?period=7d`, {
    headers: { Cookie: `__Host-session=${token}` },
  });
  return summarySchema.parse(await response.json()).cost;
}

it('the overview’s cost is the price list’s for every hour that machines ran or were stopped', async () => {
  const { sizeHour, diskGibMonth } = machinePricesIn(cloud.environment.AWS_REGION);
  const disk = (diskGibMonth * testBlueprint.diskGib) / 730;
  const [small, medium] = [sizeHour.small + disk + publicAddressHour, sizeHour.medium + disk + publicAddressHour];
  const administrator = await machines.givenPerson(1, { role: 'admin' });
  // Lived in the days before now, so that the overview, which asks the computer's clock, has them in its period.
  machines.passTime(-5 * 24 * hourSeconds);
  const person = await machines.givenPerson();
  const launch = async (size: string) => {
    const response = await machines.launch(person, undefined, { size, durationHours: 700 });
    const { id } = (await response.json()) as Instance;
    await inState(person, id, 'ready');
    return id;
  };

  const one = await launch('small');
  const other = await launch('medium');
  const bothRun = await overview(administrator);
  machines.passTime(10 * hourSeconds);
  await act(person, one, 'stop', 'stopped');
  const oneRuns = await overview(administrator);
  machines.passTime(20 * hourSeconds);
  await act(person, one, 'start', 'ready');
  await act(person, other, 'stop', 'stopped');
  machines.passTime(8 * hourSeconds);
  await act(person, other, 'terminate', 'terminated');
  machines.passTime(3 * hourSeconds);
  await act(person, one, 'terminate', 'terminated');
  machines.passTime(12 * hourSeconds);
  const after = await overview(administrator);

  const ofOne = 10 * small + 20 * disk + (8 + 3) * small;
  const ofOther = (10 + 20) * medium + 8 * disk;
  const slack = slackHours * (small + medium);
  expect(bothRun.perHourNow).toBeCloseTo(small + medium, 5);
  expect(oneRuns.perHourNow).toBeCloseTo(disk + medium, 5);
  expect(after.perHourNow).toBe(0);
  expect(Math.abs(after.period.now - (ofOne + ofOther))).toBeLessThan(slack);
  expect(Math.abs((await machines.read(person, one)).cost.soFar - ofOne)).toBeLessThan(slack);
  expect(Math.abs((await machines.read(person, other)).cost.soFar - ofOther)).toBeLessThan(slack);
});
