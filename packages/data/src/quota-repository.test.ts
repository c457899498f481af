import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monthBeyond, postingParts, type Ledger } from './quota-ledger.ts';
import { QuotaRepository } from './quota-repository.ts';
import { createTestTables } from './testing/test-tables.ts';
import { step, transact } from './transaction.ts';

type Tables = Awaited<ReturnType<typeof createTestTables>>;

let tables: Tables;
let quotas: QuotaRepository;

beforeAll(async () => {
  tables = await createTestTables(['quotas']);
  quotas = new QuotaRepository(tables.database);
});
afterAll(() => tables.remove());

const month = '2026-11';
const planning = (planned: number): Ledger => ({ [month]: { spent: 0, planned } });

/** Somebody with a quota, and how machines of theirs post. */
async function givenPerson(userId: string) {
  const write = async (item: Parameters<typeof step>[0]) =>
    (await transact(tables.database, [step(item, 'refused')], (reason) => reason)) ?? 'written';
  await write(quotas.putItem(userId, 100));
  const post = (changes: Ledger, limit?: number) => write(quotas.postItem(userId, { changes, limit }));
  return { post, write, ledger: async () => (await quotas.get(userId))?.ledger };
}

describe('a ledger', () => {
  it('adds up what machines post, month by month, whatever else the quota holds', async () => {
    const { post, ledger } = await givenPerson('usr_sums');

    await post({ [month]: { spent: 5, planned: 100 }, '2026-12': { spent: 0, planned: 30 } });
    await post({ [month]: { spent: 7, planned: -40 } });

    expect(await ledger()).toEqual({ [month]: { spent: 12, planned: 60 }, '2026-12': { spent: 0, planned: 30 } });
    expect(await quotas.get('usr_sums')).toMatchObject({ limit: 100, used: 0 });
  });

  it('is not begun for somebody who has no quota', async () => {
    const item = quotas.postItem('usr_nobody', { changes: planning(1) });

    expect(await transact(tables.database, [step(item, 'refused')], (reason) => reason)).toBe('refused');
    expect(await quotas.get('usr_nobody')).toBeUndefined();
  });

  it('takes what fills the budget to the last millionth, and not one more', async () => {
    const { post, ledger } = await givenPerson('usr_edge');

    expect(await post(planning(60), 100)).toBe('written');
    expect(await post(planning(41), 100)).toBe('refused');
    expect(await post(planning(40), 100)).toBe('written');
    expect(await post(planning(1), 100)).toBe('refused');
    expect(await ledger()).toEqual(planning(100));
  });

  it('refuses the first that is more than the budget, and takes what plans less though it is beyond', async () => {
    const { post } = await givenPerson('usr_first');

    expect(await post(planning(101), 100)).toBe('refused');
    expect(await post(planning(100))).toBe('written');
    expect(await post(planning(-10), 50)).toBe('written');
  });

  it('is not overdrawn by fifty launches at once, by not a millionth of a dollar', async () => {
    const { write, ledger } = await givenPerson('usr_fifty');
    const now = new Date('2026-11-12T10:00:00.000Z');
    const launch = async () => {
      const posting = { changes: planning(1_234_567), limit: 20_000_000 };
      for (;;) {
        const quota = await quotas.get('usr_fifty');
        if (monthBeyond(quota?.ledger ?? {}, posting)) return 'beyond';
        const counted = { quota, takesPlace: true, max: 100, windowMs: 3_600_000, now, posting };
        if ((await write(quotas.launchItem('usr_fifty', counted))) === 'written') return 'launched';
      }
    };

    const outcomes = await Promise.all(Array.from({ length: 50 }, launch));

    // 16 × 1,234,567 = 19,753,072; one more would be 20,987,639.
    expect(outcomes.filter((outcome) => outcome === 'launched')).toHaveLength(16);
    expect(await ledger()).toEqual(planning(19_753_072));
    expect(await quotas.get('usr_fifty')).toMatchObject({ used: 16, launches: 16 });
  });
});

describe('the rule of a budget', () => {
  it('takes any posting exactly where each month that is planned more stays within', () => {
    const amount = fc.integer({ min: -50, max: 150 });
    const months = fc.constantFrom('2026-11', '2026-12', '2027-01');
    const ledgerOf = (planned: fc.Arbitrary<number>) =>
      fc.dictionary(months, fc.record({ spent: fc.nat(50), planned }));
    fc.assert(
      fc.property(ledgerOf(fc.nat(120)), ledgerOf(amount), fc.nat(120), (ledger, changes, limit) => {
        const { conditions, names, values } = postingParts({ changes, limit });
        const holds = conditions.every((condition) => {
          const [, index = ''] = /#l(\d+)/.exec(condition) ?? [];
          const planned = ledger[(names[`#l${index}`] ?? '').replace('planned-', '')]?.planned;
          const isAbsent = condition.includes('attribute_not_exists') && planned === undefined;
          return isAbsent || (planned !== undefined && planned <= (values[`:room${index}`] ?? NaN));
        });
        const fits = Object.entries(changes).every(
          ([name, { planned }]) => planned <= 0 || (ledger[name]?.planned ?? 0) + planned <= limit,
        );

        expect(monthBeyond(ledger, { changes, limit }) === undefined).toBe(fits);
        expect(holds).toBe(fits);
      }),
    );
  });

  it('asks nothing where there is no budget', () => {
    expect(postingParts({ changes: planning(1e12) }).conditions).toEqual([]);
    expect(monthBeyond(planning(1e12), { changes: planning(1e12) })).toBeUndefined();
  });
});
