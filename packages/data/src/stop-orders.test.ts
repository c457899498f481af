import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from './ids.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { step, transact } from './transaction.ts';
import type { StoredUser, UserChanges } from './user-item.ts';
import { UserRepository } from './user-repository.ts';

const now = new Date('2026-11-01T12:00:00.000Z');
const disabling = { at: now.toISOString(), by: { id: 'usr_admin', name: 'Grace' }, stopsMachines: true };

let tables: TestTables;
let users: UserRepository;

beforeAll(async () => {
  tables = await createTestTables(['users']);
  users = new UserRepository(tables.database);
});
afterAll(() => tables.remove());

async function given(name: string, changes: Partial<StoredUser> = {}): Promise<StoredUser> {
  const facts = { role: 'user', status: 'active', mustChangePassword: false, sessionEpoch: 1, version: 1 } as const;
  const user: StoredUser = {
    id: newId('usr', now),
    name,
    email: `${name}@example.org`,
    createdAt: now.toISOString(),
    ...facts,
    ...changes,
  };
  await write(users.putItem(user));
  return user;
}

async function change(user: StoredUser, changes: UserChanges): Promise<StoredUser> {
  await write(users.updateItem(user, changes));
  return { ...user, ...changes, version: user.version + 1 };
}

async function write(item: ReturnType<UserRepository['putItem']>): Promise<void> {
  await transact(tables.database, [step(item, 'refused')], (reason) => {
    throw new Error(reason);
  });
}

it('lists the orders that stand, and no others', async () => {
  const [stays, told, keeps, back, renamed] = (await Promise.all(
    ['stays', 'told', 'keeps', 'back', 'renamed'].map((name) => given(name)),
  )) as [StoredUser, StoredUser, StoredUser, StoredUser, StoredUser];
  const made = await given('made', { status: 'disabled', disabling });

  await change(told, { status: 'disabled', disabling });
  await change(keeps, { status: 'disabled', disabling: { ...disabling, stopsMachines: false } });
  await change(await change(back, { status: 'disabled', disabling }), { status: 'active' });
  await change(await change(renamed, { status: 'disabled', disabling }), { name: 'Another' });

  const orders = await users.listStopOrders();
  expect(new Set(orders.keys())).toEqual(new Set([told.id, renamed.id, made.id]));
  expect(orders.get(told.id)).toEqual(disabling);
  expect((await users.get(stays.id))?.status).toBe('active');
});
