import { SettingRepository } from '@cloudapp/data/setting-repository';
import type { StoredSignInSettings } from '@cloudapp/data/setting-item';
import type { StoredUser } from '@cloudapp/data/user-item';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeAccounts, type Accounts } from '../composition.ts';
import { givenUser } from '../testing/accounts.ts';
import { AccountChanges } from './account-changes.ts';
import { changeSignInSettings } from './setting-changes.ts';

let tables: TestTables;
let to: Accounts;
let user: StoredUser;

beforeAll(async () => {
  tables = await createTestTables();
  to = composeAccounts(tables.database);
  await givenUser(to, { role: 'admin' });
});
beforeEach(async () => {
  user = await givenUser(to, { role: 'admin' });
});
afterAll(() => tables.remove());

const entry = () => ({ event: { action: 'user-updated' as const }, at: new Date() });
const switchOff = async (read: StoredSignInSettings) => {
  const off = { ...read, passwordsOf: 'break-glass', breakGlassUserId: user.id } as const;
  await changeSignInSettings(to, read, off, entry());
};

/** Changes of accounts of whoever reads the settings a moment before passwords are switched off for all but this account. */
function overtaken(): AccountChanges {
  class ReadBefore extends SettingRepository {
    override async signIn(): Promise<StoredSignInSettings> {
      const read = await super.signIn();
      await switchOff(read);
      return read;
    }
  }
  return new AccountChanges({ ...to, settings: new ReadBefore(tables.database) });
}

const inAnHour = () => new Date(Date.now() + 3_600_000);
const changes = [
  ['disabled', (accounts: AccountChanges) => accounts.update(user, { status: 'disabled' }, undefined, entry())],
  ['made a user', (accounts: AccountChanges) => accounts.update(user, { role: 'user' }, undefined, entry())],
  ['deleted', (accounts: AccountChanges) => accounts.delete(user, entry())],
  [
    'given a one-time password',
    (accounts: AccountChanges) =>
      accounts.setPassword(user, { hash: 'other', expiresAt: inAnHour() }, undefined, entry()),
  ],
] as const;

describe('the account for emergencies, while passwords of others are off', () => {
  it.each(changes)('is not %s', async (_, change) => {
    await switchOff(await to.settings.signIn());

    await expect(change(to.accounts)).rejects.toMatchObject({ code: 'break-glass-account' });
    expect(await to.users.get(user.id)).toEqual(user);
  });

  it.each(changes)('is not %s by who looked a moment before they were switched off', async (_, change) => {
    await expect(change(overtaken())).rejects.toMatchObject({ code: 'edit-conflict' });
    expect(await to.users.get(user.id)).toEqual(user);
  });

  it('chooses another password by itself', async () => {
    await switchOff(await to.settings.signIn());

    await to.accounts.setPassword(user, { hash: 'other' }, undefined, entry());

    expect((await to.credentials.get(user.email))?.passwordHash).toBe('other');
  });
});
