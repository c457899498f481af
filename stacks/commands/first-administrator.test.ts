import { createTestTables } from '@cloudapp/data/testing/test-tables';
import { verifyPassword } from '@cloudapp/data/password';
import { CredentialRepository } from '@cloudapp/data/credential-repository';
import { UserRepository } from '@cloudapp/data/user-repository';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFirstAdministrator } from './first-administrator.ts';

let tables: Awaited<ReturnType<typeof createTestTables>>;
beforeAll(async () => {
  tables = await createTestTables();
});
afterAll(async () => {
  await tables.remove();
});

it('makes one administrator, whose password holds once and must be changed, and never a second', async () => {
  const { database } = tables;
  const settings = { sessionIdleMinutes: 60 };

  const answers = await Promise.all([
    makeFirstAdministrator(database, 'one@example.com', settings),
    makeFirstAdministrator(database, 'two@example.com', settings),
  ]);
  const later = await makeFirstAdministrator(database, 'three@example.com', settings);

  const [password] = answers.filter((answer) => answer !== undefined);
  expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
  expect(later).toBeUndefined();
  const { items } = await new UserRepository(database).list({ limit: 10 });
  expect(items).toMatchObject([{ role: 'admin', status: 'active', mustChangePassword: true }]);
  const credential = await new CredentialRepository(database).get(items[0]?.email ?? '');
  expect(await verifyPassword(password ?? '', credential?.passwordHash ?? '')).toBe(true);
});
