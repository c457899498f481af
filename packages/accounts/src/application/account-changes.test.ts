import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { countedStatistics } from '@cloudapp/data/testing/count-events';
import { itemsWrittenBy } from '@cloudapp/data/testing/items-written';
import { createTestTables, type TestTables } from '@cloudapp/data/testing/test-tables';
import { composeAccounts, type Accounts } from '../composition.ts';
import { givenUser } from '../testing/accounts.ts';

let tables: TestTables;
let to: Accounts;

beforeAll(async () => {
  tables = await createTestTables([
    'users',
    'credentials',
    'quotas',
    'sessions',
    'access-tokens',
    'factors',
    'identities',
    'settings',
    'statistics',
    'statistics-events',
    'audit',
  ]);
  to = composeAccounts(tables.database);
});
afterAll(() => tables.remove());

const entry = (action: 'user-updated' | 'user-created' | 'user-deleted' = 'user-updated') => ({
  event: { action },
  at: new Date(),
});

describe('AccountChanges', () => {
  it('creates user, credential, quota and counts together', async () => {
    const user = await givenUser(to);

    expect(await to.users.get(user.id)).toEqual(user);
    expect(await to.credentials.get(user.email)).toMatchObject({ userId: user.id });
    expect(await to.quotas.get(user.id)).toEqual({ limit: 3, used: 0, ledger: {} });
  });

  it('gives an e-mail to one of many who ask for it at once, and leaves nothing of the others', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => givenUser(to, { email: 'wanted@example.org', name: 'Wanted' })),
    );

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(7);
    expect(refused.map((result) => (result.reason as { code: string }).code)).toEqual(Array(7).fill('email-taken'));
    expect((await to.users.list({ limit: 50, search: 'wanted' })).items).toHaveLength(1);
  });

  it('refuses an edit of a user whom somebody else has edited since', async () => {
    const user = await givenUser(to);
    await to.accounts.update(user, { name: 'First' }, undefined, entry());

    await expect(to.accounts.update(user, { name: 'Second' }, undefined, entry())).rejects.toMatchObject({
      code: 'edit-conflict',
    });
    expect((await to.users.get(user.id))?.name).toBe('First');
  });

  it('keeps the last administrator, also when two go at once', async () => {
    const [one, two] = await Promise.all([givenUser(to, { role: 'admin' }), givenUser(to, { role: 'admin' })]);

    const results = await Promise.allSettled([
      to.accounts.update(one, { role: 'user' }, undefined, entry()),
      to.accounts.delete(two, entry('user-deleted')),
    ]);

    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({
      code: 'last-administrator',
    });
    const left = await Promise.all([to.users.get(one.id), to.users.get(two.id)]);
    expect(left.filter((user) => user?.role === 'admin')).toHaveLength(1);
  });

  it('begins an environment with one administrator only', async () => {
    const user = {
      ...(await givenUser(to)),
      id: `usr_${'9'.repeat(26)}`,
      email: 'first@example.org',
      role: 'admin',
    } as const;

    await expect(
      to.accounts.createFirstAdministrator(user, { hash: 'hash' }, 3, entry('user-created')),
    ).rejects.toMatchObject({
      code: 'edit-conflict',
    });
  });

  it('does not delete a user who has machines', async () => {
    const user = await givenUser(to);
    await tables.database.client.send(
      new UpdateCommand({
        TableName: tables.database.table('quotas'),
        Key: { userId: user.id },
        UpdateExpression: 'ADD used :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );

    await expect(to.accounts.delete(user, entry('user-deleted'))).rejects.toMatchObject({ code: 'user-has-machines' });
    expect(await to.credentials.get(user.email)).toBeDefined();
  });

  // DynamoDB cancels transactions that touch an item which another one is writing.
  it('writes no item that the change of another user writes', async () => {
    const life = () =>
      itemsWrittenBy(tables.database, async () => {
        const user = await givenUser(to);
        await to.accounts.delete(
          await to.accounts.update(user, { status: 'disabled' }, undefined, entry()),
          entry('user-deleted'),
        );
      });

    const ofOne = await life();
    const ofOther = await life();

    expect(ofOne.some((item) => item.includes('statistics-events'))).toBe(true);
    expect(ofOne.filter((item) => ofOther.includes(item))).toEqual([]);
  });

  it('counts users, active ones and administrators', async () => {
    const gauges = async () => await (await countedStatistics(tables.database)).gauges();
    const before = await gauges();
    const user = await givenUser(to, { role: 'admin' });
    const disabled = await to.accounts.update(user, { status: 'disabled' }, undefined, entry());

    const between = await gauges();
    await to.accounts.delete(disabled, entry('user-deleted'));

    expect(between['users#total']).toBe((before['users#total'] ?? 0) + 1);
    expect(between['users#active']).toBe(before['users#active']);
    expect(between['users#admins']).toBe(before['users#admins']);
    expect(await gauges()).toEqual(before);
  });

  it('writes the audit event with the change', async () => {
    const user = await givenUser(to);
    const event = { action: 'user-updated', subject: { kind: 'user', id: user.id, name: user.name } } as const;

    await to.accounts.update(user, { name: 'Changed' }, 5, { event, at: new Date() });

    expect((await to.audit.listOf('by-subject', user.id, { limit: 5 })).items).toMatchObject([event]);
    expect(await to.quotas.get(user.id)).toEqual({ limit: 5, used: 0, ledger: {} });
  });
});

describe('UserRepository.list', () => {
  it('pages through all users, newest first, and finds by part of name or e-mail', async () => {
    const start = Date.parse('2020-01-01T00:00:00Z');
    for (let n = 0; n < 5; n++) await givenUser(to, { name: `Zoë Pager ${n}` }, 'x', new Date(start + n * 1000));

    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await to.users.list({ limit: 2, cursor, search: 'zoë p' });
      names.push(...page.items.map((user) => user.name));
      cursor = page.nextCursor;
    } while (cursor !== undefined);

    expect(names).toEqual([4, 3, 2, 1, 0].map((n) => `Zoë Pager ${n}`));
    expect((await to.users.list({ limit: 3 })).items).toHaveLength(3);
  });

  it('finds names whatever their accents, composition, case and order', async () => {
    const { email } = await givenUser(to, { name: 'S\u00F8ren \u0130nci \u00C7etin', email: 'soren@folded.example' });

    for (const search of ['soren cetin', 'C\u0327etin', 'inci', 'CETIN Soren', 'SOREN@folded \u0130NC\u0130']) {
      expect((await to.users.list({ limit: 2, search })).items.map((user) => user.email)).toEqual([email]);
    }
    expect((await to.users.list({ limit: 2, search: 'soren nobody' })).items).toEqual([]);
  });

  it('refuses a cursor of another list', async () => {
    const cursor = Buffer.from('{"userId":"x"}').toString('base64url');

    await expect(to.users.list({ limit: 2, cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});
