import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { verifyPassword } from '../adapters/password-hash.ts';
import { composeAccounts } from '../composition.ts';
import { createFirstAdministrator } from './first-administrator.ts';

let tables: TestTables;
beforeAll(async () => {
  tables = await createTestTables();
});
afterAll(async () => {
  await tables.remove();
});

it('makes one administrator, whose password holds once and must be changed, and never a second', async () => {
  const to = composeAccounts(tables.database);
  const make = (email: string) => createFirstAdministrator(to, { email }, 72, new Date());

  const answers = await Promise.all([make('one@example.com'), make('two@example.com')]);
  const later = await make('three@example.com');

  const [created] = answers.filter((answer) => answer !== undefined);
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
  expect(later).toBeUndefined();
  const { items } = await to.users.list({ limit: 10 });
  expect(items).toMatchObject([{ role: 'admin', status: 'active', mustChangePassword: true }]);
  const credential = await to.credentials.get(items[0]?.email ?? '');
  expect(await verifyPassword(created?.oneTimePassword ?? '', credential?.passwordHash ?? '')).toBe(true);
});

it('invites the one again who has not chosen a password yet, whose first invitation may be lost or too old', async () => {
  const own = await createTestTables();
  const to = composeAccounts(own.database);
  const email = 'one@example.com';
  const invite = (at = email) => createFirstAdministrator(to, { email: at }, 72, new Date());
  const first = await invite();

  const second = await invite();

  expect(second).toMatchObject({ userId: first?.userId });
  const credential = await to.credentials.get(email);
  expect(await verifyPassword(first?.oneTimePassword ?? '', credential?.passwordHash ?? '')).toBe(false);
  expect(await verifyPassword(second?.oneTimePassword ?? '', credential?.passwordHash ?? '')).toBe(true);
  expect(await invite('two@example.com')).toBeUndefined();
  const user = await to.users.get(first?.userId ?? '');
  if (user === undefined) throw new Error('there is no such user');
  const entry = { event: { action: 'password-changed' }, at: new Date() } as const;
  await to.accounts.setPassword(user, { hash: 'chosen' }, undefined, entry);
  expect(await invite()).toBeUndefined();
  await own.remove();
});
