import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestsOf } from './testing/count-requests.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { hourMs, minuteMs, type TimedUsage } from './usage-item.ts';
import { slotsOf } from './usage-digest.ts';
import { UsageRepository } from './usage-repository.ts';

const id = 'mch_01k9x7m2q8v4n6b3c5d1f0g2h4';
const start = Date.parse('2026-11-30T09:00:00Z');
let tables: TestTables;
let usage: UsageRepository;

beforeEach(async () => {
  tables = await createTestTables(['instances']);
  usage = new UsageRepository(tables.database);
});
afterEach(() => tables.remove());

const at = (minutes: number, more: Partial<TimedUsage> = {}): TimedUsage => ({
  at: start + minutes * minuteMs,
  cpu: 12.5,
  memory: 40,
  disk: 93.5,
  load: 1.25,
  terminals: 3,
  isTyping: true,
  connections: 517,
  jobs: 2,
  networkKb: 60_000,
  ...more,
});
const read = async (minutes: number) => (await usage.of(id, new Date(start + minutes * minuteMs))).day;
const inAll = async () => (await usage.of(id, new Date(start))).inAll;

/** The size by which DynamoDB charges. */
async function bytesOf(sk: string): Promise<number> {
  const { client, table } = tables.database;
  const { Item = {} } = await client.send(
    new GetCommand({ TableName: table('instances'), Key: { instanceId: id, sk } }),
  );
  const sizeOf = (value: unknown) =>
    value instanceof Uint8Array ? value.length : typeof value === 'string' ? value.length : 21;
  return Object.entries(Item).reduce((sum, [name, value]) => sum + name.length + sizeOf(value), 0);
}

/** What machines did for as long as can be remembered, in the place of each hour. */
async function rememberMonth(): Promise<void> {
  for (let round = -30; round < 0; round++) {
    await Promise.all(Array.from({ length: 25 }, (_, hour) => usage.add(id, [at((round * 25 + hour) * 60)])));
  }
}

/** Of a machine that nobody uses. */
const idle = { jobs: 0, isTyping: false, cpu: 0, networkKb: 0 } as const;

describe('what machines did', () => {
  it('is told as it was stored, oldest first', async () => {
    await usage.add(id, [at(2, { cpu: 100, isTyping: false, terminals: 100, load: 600 })]);
    await usage.add(id, [at(1)]);

    expect(await read(3)).toEqual([at(1), at(2, { cpu: 100, isTyping: false, terminals: 100, load: 600 })]);
  });

  it('is what was told of a minute first', async () => {
    await usage.add(id, [at(1)]);

    const stored = await usage.add(id, [at(1, { cpu: 0 }), at(2)]);

    expect(stored).toEqual([at(1), at(2)]);
  });

  it('may come late, and over the end of an hour', async () => {
    await usage.add(id, [at(59), at(60), at(61)]);
    await usage.add(id, [at(58)]);

    expect(await read(62)).toEqual([at(58), at(59), at(60), at(61)]);
  });

  it('of two at the same time is both', async () => {
    await usage.add(id, [at(-25 * 60)]);

    await Promise.all([usage.add(id, [at(1)]), usage.add(id, [at(2)])]);

    expect(await read(3)).toEqual([at(1), at(2)]);
  });

  it('goes when its place is another hour’s, and never takes that of a newer one', async () => {
    await usage.add(id, [at(5), at(6)]);
    await usage.add(id, [at(25 * 60 + 5)]);
    expect(await usage.add(id, [at(7)])).toEqual([]);

    expect(await read(25 * 60 + 6)).toEqual([at(25 * 60 + 5)]);
  });

  it('of more than 25 hours ago is not told, though nothing has taken its place', async () => {
    await usage.add(id, [at(5)]);

    expect(await read(25 * 60 - 1)).toEqual([at(5)]);
    expect(await read(25 * 60)).toEqual([]);
  });

  it('of another machine is another one’s', async () => {
    await usage.add('mch_01k9x7m2q8v4n6b3c5d1f0g2h5', [at(1)]);

    expect(await read(2)).toEqual([]);
  });

  it('is summed up over days, each minute once, however it was told', async () => {
    for (const day of [0, 1, 2, 3]) {
      await usage.add(id, [at(day * 1500, idle), at(day * 1500 + 1, { cpu: 50 + day, memory: 60 })]);
      await usage.add(id, [at(day * 1500 + 1), at(day * 1500 + 59)]);
    }
    await usage.add(id, [at(3)]);
    await usage.add(id, [at(3 * 1500 - 30)]);

    const { idleMinutes, mostCpu, mostMemory, cpu, memory } = await inAll();

    expect([idleMinutes, mostCpu, mostMemory]).toEqual([4, 53, 60]);
    expect(cpu).toEqual([4, 0, 5, 0, 0, 1, 3, 0, 0, 0, 0]);
    expect(memory).toEqual([0, 0, 0, 0, 9, 0, 4, 0, 0, 0, 0]);
  });

  it('is summed up once where two begin an hour at the same time', async () => {
    await usage.add(id, [at(1), at(2)]);

    await Promise.all([usage.add(id, [at(1501)]), usage.add(id, [at(1502)])]);

    expect((await inAll()).cpu.reduce((sum, minutes) => sum + minutes)).toBe(4);
  });

  it('is remembered for a month as three bytes an hour, also over times in which nothing was said', async () => {
    await usage.add(id, [at(0), at(1)]);
    await usage.add(id, [at(25 * 60, idle)]);
    await usage.add(id, [at(4 * 25 * 60 + 59)]);

    const first = Math.floor(start / hourMs);
    const known = [...(await usage.ofMonth(id))].filter(([, digest]) => digest.some((byte) => byte > 0));
    expect(known.map(([hour, digest]) => [hour - first, slotsOf(digest)])).toEqual([
      [100, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]],
      [25, [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
      [0, [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    ]);
  });

  it('is remembered when two tell at the same time of an hour that begins', async () => {
    await usage.add(id, [at(1)]);

    await Promise.all([usage.add(id, [at(25 * 60 + 1)]), usage.add(id, [at(25 * 60 + 2)])]);

    const digest = (await usage.ofMonth(id)).get(Math.floor(start / hourMs));
    expect(digest && slotsOf(digest)[0]).toBe(3);
    expect(await read(25 * 60 + 3)).toHaveLength(2);
  });

  it('takes one write of one unit a minute, and a day of it 25 items that one query reads', async () => {
    const minutes = Array.from({ length: 27 * 60 }, (_, minute) => minute);
    const oneHour = await requestsOf(tables.database, async () => {
      for (const minute of minutes.slice(0, 60)) await usage.add(id, [at(minute)]);
    });
    // Longer than a month, so that nothing more can be remembered.
    await rememberMonth();
    for (const hour of Array.from({ length: 27 }, (_, index) => index)) {
      await usage.add(
        id,
        minutes.slice(hour * 60, hour * 60 + 60).map((minute) => at(minute)),
      );
    }

    expect(oneHour.map(({ command }) => command)).toEqual(Array.from({ length: 60 }, () => 'UpdateItem'));
    const place = `usage#${String(Math.floor(start / hourMs + 3) % 25).padStart(2, '0')}`;
    expect(await bytesOf(place)).toBeGreaterThan(800);
    expect(await bytesOf(place)).toBeLessThan(1024);
    const { client, table } = tables.database;
    expect((await client.send(new ScanCommand({ TableName: table('instances') }))).Items).toHaveLength(25);
    const reading = await requestsOf(tables.database, () => read(27 * 60 - 1));
    expect(reading).toEqual([{ command: 'Query', items: 25 }]);
  });
});
