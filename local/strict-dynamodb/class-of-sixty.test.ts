import { openDatabase } from '@cloudapp/data/database';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startTestService } from '../../microservices/provision-instance/src/testing/test-service.ts';
import { SimulatedClock } from './clock.ts';
import type { Reading } from './meter.ts';
import { inProcess } from './request-handler.ts';
import { serveStrictDynamoDb } from './server.ts';
import { StrictDynamoDb } from './strict-dynamodb.ts';
import { createProductTables } from './testing/product-tables.ts';
import { bootReports, composeProvisioning } from './testing/provisioning.ts';

/** One replica on the product's tables, on a clock that only its own waiting moves. */
async function openProvisioning() {
  const clock = new SimulatedClock();
  const strict = new StrictDynamoDb({ clock });
  const database = openDatabase('class', inProcess(strict));
  await createProductTables(database);
  const start = Date.parse('2026-03-02T10:00:00.000Z');
  const warnings: object[] = [];
  const provisioning = composeProvisioning(
    database,
    () => new Date(start + clock.now()),
    (details) => warnings.push(details),
  );
  return { ...provisioning, clock, meter: strict.meter, warnings };
}

/** The whole service over HTTP, whose DynamoDB takes no time. */
async function openService() {
  const strict = new StrictDynamoDb({
    times: { callMilliseconds: 0, transactionMilliseconds: 0 },
    indexLagMilliseconds: 0,
  });
  const server = await serveStrictDynamoDb(strict);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', server.url);
  const service = await startTestService();
  onTestFinished(async () => {
    await service.stop();
    await server.stop();
    vi.unstubAllEnvs();
  });
  return { service, meter: strict.meter };
}

/** Units by table, or by index where it is one's. */
function unitsOf({ uses }: Reading): Record<string, number> {
  const units: Record<string, number> = {};
  for (const { table, index, kind, units: used } of uses) {
    const name = `${kind} ${table.replace(/^(class|t[0-9a-f]{8})-/, '')}${index === undefined ? '' : ` ${index}`}`;
    units[name] = (units[name] ?? 0) + used;
  }
  return units;
}

describe('sixty people who launch a machine at once', () => {
  it('do not meet on any item', async () => {
    const { clock, meter, givenOwner, launch } = await openProvisioning();
    const people = await clock.run(Promise.all(Array.from({ length: 60 }, givenOwner)));
    meter.reset();

    const machines = await clock.run(Promise.all(people.map(launch)));

    const { requests, refusals } = meter.read();
    expect(new Set(machines.map(({ id }) => id)).size).toBe(60);
    expect(requests['TransactWriteItems']).toBe(60);
    expect(refusals).toEqual({});
  });

  it('have them ready without meeting, whatever their machines report at once', async () => {
    const { clock, meter, givenOwner, launch, report, keep, machines, warnings } = await openProvisioning();
    const people = await clock.run(Promise.all(Array.from({ length: 60 }, givenOwner)));
    meter.reset();

    const life = async (person: (typeof people)[number]) => {
      const { id, steps } = await launch(person);
      await keep(id);
      for (const event of bootReports(steps.map((step) => step.id))) {
        if (event.type === 'step-output') continue;
        await clock.sleep(1000);
        await report(id, event);
      }
      await keep(id);
      return (await machines.instances.get(id))?.state;
    };
    const states = await clock.run(Promise.all(people.map(life)));

    expect(new Set(states)).toEqual(new Set(['ready']));
    expect(warnings).toEqual([]);
    expect(meter.read().refusals).not.toHaveProperty('TransactionConflict');
  });
});

/** What each costs; a line that changes here changes somebody's bill. */
describe('in units', () => {
  it('a launch', async () => {
    const { clock, meter, givenOwner, launch } = await openProvisioning();
    const owner = await clock.run(givenOwner());
    meter.reset();

    await clock.run(launch(owner));

    const { 'write instances': instances = 0, ...others } = unitsOf(meter.read());
    expect(others).toEqual({
      'read idempotency': 1,
      'read quotas': 1,
      // The rules for machines and the budgets, which a process reads once in ten seconds for all.
      'read settings': 2,
      'read statistics': 0.5,
      'write audit': 2,
      'write audit by-action': 1,
      'write audit by-actor': 1,
      'write audit by-subject': 1,
      'write idempotency': 4,
      'write instances by-attention': 1,
      'write instances by-kind': 1,
      'write instances by-owner': 2,
      'write quotas': 2,
      'write ssh-keys': 2,
      'write statistics-events': 2,
    });
    // Most of it is the frozen user-data, which grows with what machines run: at most 16 KB (EC2), sealed in base64, twice.
    expect(instances).toBeLessThan(2 * (22 + 4 + 1));
  });

  it('a report', async () => {
    const { clock, meter, givenOwner, launch, report, keep } = await openProvisioning();
    const { id, steps } = await clock.run(launch(await clock.run(givenOwner())));
    await clock.run(keep(id));
    const [booted, started] = bootReports(steps.map((step) => step.id));
    if (!booted || !started) throw new Error('Nothing to report');
    await clock.run(report(id, booted));
    await clock.advance(60_000);
    meter.reset();

    await clock.run(report(id, started));

    expect(unitsOf(meter.read())).toEqual({
      'read instances': 2,
      'write instances': 6,
      'write instances by-attention': 2,
      'write instances by-owner': 2,
      'write statistics-events': 2,
    });
  });

  it.each([
    ['of a machine', (id: string) => `/instances/${id}`, { 'read instances': 1 }],
    ['of a list', () => '/instances', { 'read instances by-owner': 0.5 }],
  ] as const)('a poll %s', async (_, pathOf, units) => {
    const { service, meter } = await openService();
    const caller = await service.givenCaller();
    const { instanceId } = await service.givenMachine(caller.user, 'ready');
    await service.request('GET', pathOf(instanceId), { as: caller });
    meter.reset();

    const { status } = await service.request('GET', pathOf(instanceId), { as: caller });

    expect(status).toBe(200);
    expect(unitsOf(meter.read())).toEqual({ 'read sessions': 1, 'read users': 1, ...units });
  });
});
