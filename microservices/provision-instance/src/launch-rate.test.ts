import { randomUUID } from 'node:crypto';
import { problemSchema } from '@cloudapp/contracts/problem';
import { givenQuota } from '@cloudapp/data/testing/quotas';
import { step, transact } from '@cloudapp/data/transaction';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LaunchRate } from './application/launch-rate.ts';
import { startTestService, type TestService } from './testing/test-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const start = new Date('2026-03-01T12:00:00.000Z');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

/** Somebody with a quota, and launches of theirs one by one or at once. */
/** Of no machine. */
const free = { changes: {} };

async function givenLauncher({ quota = 100, launchesPerHour = 3 } = {}) {
  const { user } = await service.givenCaller();
  const { database } = service.tables;
  await givenQuota(database, user.id, quota);
  const rate = new LaunchRate({ database, machines: service.machines, launchesPerHour });
  const actor = { id: user.id, name: user.name, address: '203.0.113.7' };
  /** As `Launches` does it: again when another launch came in between. */
  const launch = async (at: Date, takesPlace = true): Promise<string> => {
    for (;;) {
      try {
        const item = await rate.counted(actor, { place: takesPlace, posting: free }, at);
        const refusal = await transact(database, [step(item, 'overtaken')], (reason) => reason);
        if (refusal === undefined) return 'launched';
      } catch (error) {
        return (error as { code: string }).code;
      }
    }
  };
  const told = async () => {
    const { items } = await service.machines.audit.listOf('by-actor', user.id, { limit: 50 });
    return items.filter(({ action }) => action === 'launches-limited');
  };
  return { user, rate, actor, launch, told, quota: async () => await service.machines.quotas.get(user.id) };
}

const inARow = async (count: number, launch: () => Promise<string>) => {
  const results: string[] = [];
  for (let n = 0; n < count; n++) results.push(await launch());
  return results;
};

describe('launches of one person', () => {
  it('are as many in an hour as the setting says, and go on after it', async () => {
    const { launch } = await givenLauncher();

    const first = await inARow(4, () => launch(start));
    const late = await launch(after(59));
    const next = await inARow(4, () => launch(after(60)));

    expect(first).toEqual(['launched', 'launched', 'launched', 'too-many-launches']);
    expect(late).toBe('too-many-launches');
    expect(next).toEqual(first);
  });

  it('are no more at once than in a row, in a window that runs and in a new one', async () => {
    const { launch, quota } = await givenLauncher({ launchesPerHour: 5 });

    for (const at of [start, after(60)]) {
      const results = await Promise.all(Array.from({ length: 8 }, () => launch(at)));

      expect(results.filter((result) => result === 'launched')).toHaveLength(5);
      expect(await quota()).toMatchObject({ launches: 5 });
    }
  });

  it('count those that take over a failed machine’s place, which take no other', async () => {
    const { launch, quota } = await givenLauncher();

    await inARow(4, () => launch(start, false));

    expect(await quota()).toMatchObject({ used: 0, launches: 3 });
    expect(await launch(start)).toBe('too-many-launches');
  });

  it('that are too many stand in the audit log once an hour, with when they go on', async () => {
    const { launch, told } = await givenLauncher();

    await inARow(6, () => launch(start));
    const first = await told();
    await inARow(5, () => launch(after(60)));

    expect(first).toMatchObject([
      { address: '203.0.113.7', detail: '3 launches until 2026-03-01T13:00:00.000Z', subject: { kind: 'user' } },
    ]);
    expect(await told()).toHaveLength(2);
  });

  it('are refused for their quota as long as that is full, uncounted', async () => {
    const { launch, quota } = await givenLauncher({ quota: 1 });

    expect(await inARow(2, () => launch(start))).toEqual(['launched', 'quota-full']);
    expect(await quota()).toMatchObject({ used: 1, launches: 1 });
  });

  it('say when they go on', async () => {
    const { rate, actor, launch } = await givenLauncher();
    await inARow(3, () => launch(start));

    await expect(rate.counted(actor, { place: true, posting: free }, after(48.5))).rejects.toMatchObject({
      refusal: { code: 'too-many-launches', max: 3, retryAfterSeconds: 690 },
    });
  });
});

it('a refused launch is told with Retry-After, and nothing is made', async () => {
  const caller = await service.givenCaller();
  const body = {
    ...{ blueprintId: 'redis', name: 'one too many', size: 'small', durationHours: 1 },
    sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPcXU2X9zJ6GyR0uYQJ8kUqJcBqL7dZr2yYl0m4m5o6p',
  };
  const { quotas } = service.machines;
  const window = { quota: undefined, takesPlace: false, max: 60, windowMs: 3_600_000, posting: free };
  for (let launches = 0; launches < 60; launches++) {
    const item = quotas.launchItem(caller.user.id, {
      ...window,
      quota: await quotas.get(caller.user.id),
      now: new Date(),
    });
    await transact(service.tables.database, [step(item, 'overtaken')], (reason) => {
      throw new Error(reason);
    });
  }

  const response = await fetch(`${service.url}/api/instances`, {
    method: 'POST',
    headers: {
      ...{ Origin: 'https://cloudapp.example', 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      Cookie: `__Host-session=${caller.token}`,
    },
    body: JSON.stringify(body),
  });

  // Sealing user data comes before, and there is no key in this test: a launch that was let through would answer 503.
  expect([response.status, Number(response.headers.get('Retry-After')) > 3500]).toEqual([429, true]);
  const { detail } = problemSchema.parse(await response.json());
  expect(detail).toMatch(/^You may launch 60 machines an hour\./);
});
