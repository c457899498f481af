import type { StoredUser } from '@cloudapp/data/user-item';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeAccounts, type Accounts } from '../composition.ts';
import { givenUser } from '../testing/accounts.ts';

let tables: TestTables;
let to: Accounts;
let withPassword: StoredUser;
let withCompany: StoredUser;

beforeEach(async () => {
  tables = await createTestTables();
  to = composeAccounts(tables.database);
  withPassword = await givenUser(to, { role: 'admin' });
  withCompany = await givenUser(to, { role: 'admin', hasNoPassword: true });
});
afterEach(() => tables.remove());

const entry = () => ({ event: { action: 'user-updated' as const }, at: new Date() });
const demote = (user: StoredUser) => to.accounts.update(user, { role: 'user' }, undefined, entry());

describe('the last administrator who has a password', () => {
  it.each([
    ['disabled', () => to.accounts.update(withPassword, { status: 'disabled' }, undefined, entry())],
    ['made a user', () => demote(withPassword)],
    ['deleted', () => to.accounts.delete(withPassword, entry())],
  ] as const)('is not %s, though another signs in with a company', async (_, change) => {
    await expect(change()).rejects.toMatchObject({ code: 'last-administrator' });

    expect(await to.users.get(withPassword.id)).toEqual(withPassword);
  });

  it('goes once the other has one, too', async () => {
    await to.accounts.setPassword(withCompany, { hash: 'a hash' }, undefined, entry());

    expect(await demote(withPassword)).toMatchObject({ role: 'user' });
    expect(await to.users.administrators()).toEqual({ active: 1, withoutPassword: 0 });
  });

  it('lets those without one go', async () => {
    expect(await demote(withCompany)).toMatchObject({ role: 'user' });

    expect(await to.users.administrators()).toEqual({ active: 1, withoutPassword: 0 });
  });

  it('is left of several who go at once', async () => {
    const others = await Promise.all([1, 2, 3].map(() => givenUser(to, { role: 'admin' })));

    const outcomes = await Promise.allSettled([withPassword, ...others].map(demote));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await to.users.administrators()).toEqual({ active: 2, withoutPassword: 1 });
  });
});

describe('the last administrator of all', () => {
  it('stays, though nobody of them has a password', async () => {
    const own = await createTestTables();
    try {
      const there = composeAccounts(own.database);
      const [first, second] = [
        await givenUser(there, { role: 'admin', hasNoPassword: true }),
        await givenUser(there, { role: 'admin', hasNoPassword: true }),
      ];
      await there.accounts.update(first, { role: 'user' }, undefined, entry());

      const last = there.accounts.update(second, { role: 'user' }, undefined, entry());

      await expect(last).rejects.toMatchObject({ code: 'last-administrator' });
    } finally {
      await own.remove();
    }
  });
});
