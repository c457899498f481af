import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttemptRepository } from './attempt-repository.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';

let tables: TestTables;
let attempts: AttemptRepository;

beforeAll(async () => {
  tables = await createTestTables(['sign-in-attempts']);
  attempts = new AttemptRepository(tables.database);
});
afterAll(() => tables.remove());

const limit = { maxFailures: 3, windowSeconds: 60 };
const now = new Date('2026-11-24T05:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

describe('AttemptRepository', () => {
  it('allows so many attempts in a window, and says when the next one begins', async () => {
    const results = [];
    for (let n = 0; n < 4; n++) results.push(await attempts.begin('email', 'a', limit, later(n * 10)));

    expect(results).toEqual([
      { isAllowed: true, isLast: false },
      { isAllowed: true, isLast: false },
      { isAllowed: true, isLast: true },
      { isAllowed: false, retryAfterSeconds: 30 },
    ]);
    expect(await attempts.begin('email', 'a', limit, later(60))).toEqual({ isAllowed: true, isLast: false });
  });

  it('allows no more at once than in a row', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => attempts.begin('email', 'b', limit, now)));

    expect(results.filter((result) => result.isAllowed)).toHaveLength(3);
  });

  it('forgets a subject that has proven itself', async () => {
    for (let n = 0; n < 3; n++) await attempts.begin('email', 'c', limit, now);

    await attempts.reset('email', 'c');

    expect(await attempts.begin('email', 'c', limit, now)).toMatchObject({ isAllowed: true });
  });

  it('takes back one attempt, and none that is not there', async () => {
    for (let n = 0; n < 3; n++) await attempts.begin('address', 'd', limit, now);

    await attempts.takeBack('address', 'd');
    await attempts.takeBack('address', 'nobody');

    expect(await attempts.begin('address', 'd', limit, now)).toEqual({ isAllowed: true, isLast: true });
  });
});
