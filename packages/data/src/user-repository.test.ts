import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from './ids.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { step, transact, type TransactItem } from './transaction.ts';
import type { StoredUser } from './user-item.ts';
import { UserRepository } from './user-repository.ts';

const now = new Date('2026-11-24T05:00:00.000Z');

let tables: TestTables;
let users: UserRepository;
beforeAll(async () => {
  tables = await createTestTables(['users']);
  users = new UserRepository(tables.database);
});
afterAll(() => tables.remove());

async function write(item: TransactItem): Promise<void> {
  expect(await transact(tables.database, [step(item, 'edit-conflict')], (reason) => reason)).toBeUndefined();
}

async function givenUser(): Promise<StoredUser> {
  const id = newId('usr', now);
  const user: StoredUser = {
    ...{ id, email: `${id}@example.org`, name: 'Ada', role: 'user', status: 'active' },
    ...{ mustChangePassword: false, sessionEpoch: 1, version: 1, createdAt: now.toISOString() },
  };
  await write(users.putItem(user));
  return user;
}

describe('a time zone', () => {
  it('is kept beside all else, and an edit that was read before it still holds', async () => {
    const user = await givenUser();

    expect(await users.setTimeZone(user.id, 'Europe/Vienna')).toBe(true);
    await write(users.updateItem(user, { name: 'Ada King' }));

    expect(await users.get(user.id)).toEqual({ ...user, name: 'Ada King', version: 2, timeZone: 'Europe/Vienna' });
  });

  it('makes nobody who is gone', async () => {
    const id = newId('usr', now);

    expect(await users.setTimeZone(id, 'Europe/Vienna')).toBe(false);
    expect(await users.get(id)).toBeUndefined();
  });
});
