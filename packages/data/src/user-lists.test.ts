import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tables as definitions } from './tables.ts';
import { requestsOf } from './testing/count-requests.ts';
import { indexUnits } from './testing/index-units.ts';
import { createTestTables, type TestTables } from './testing/test-tables.ts';
import { step, transact, type TransactItem } from './transaction.ts';
import type { StoredUser } from './user-item.ts';
import type { AskedUsers, UserFilter } from './user-lists.ts';
import { UserRepository } from './user-repository.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

let tables: TestTables;
let users: UserRepository;

const userOf = (index: number, facts: Partial<StoredUser> = {}): StoredUser => ({
  id: `usr_${String(index).padStart(26, '0')}`,
  email: `p${index}@example.org`,
  name: `Person ${index}`,
  role: 'user',
  status: 'active',
  mustChangePassword: false,
  sessionEpoch: 1,
  version: 1,
  createdAt: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
  ...facts,
});

const everybody: readonly StoredUser[] = [
  userOf(1, { name: 'van Gogh', email: 'vincent@example.org', lastSignInAt: daysAgo(1).toISOString() }),
  userOf(2, { name: 'Émilie', email: 'zz@example.org', status: 'disabled', lastSignInAt: daysAgo(100).toISOString() }),
  userOf(3, { name: 'Zoe', email: 'a@example.org', role: 'admin', lastSignInAt: daysAgo(40).toISOString() }),
  userOf(4, { name: 'Erik', email: 'b@example.org', mustChangePassword: true, group: 'Ärzte' }),
  userOf(5, { name: 'adam', email: 'c@example.org', status: 'disabled', mustChangePassword: true }),
];

const keyOfSomebody = {
  userId: userOf(1).id,
  kind: 'user',
  sortKey: `${userOf(1).createdAt}#${userOf(1).id}`,
};

async function write(item: TransactItem): Promise<void> {
  await transact(tables.database, [step(item, 'refused')], (reason) => {
    throw new Error(reason);
  });
}

beforeAll(async () => {
  tables = await createTestTables(['users']);
  users = new UserRepository(tables.database);
  for (const user of everybody) await write(users.putItem(user));
});
afterAll(() => tables.remove());

/** The names on all pages of a list. */
async function readAll(asked: Omit<AskedUsers, 'limit'>, limit = 2) {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await users.list({ ...asked, limit, cursor });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return names;
}

describe('the order of a list of users', () => {
  it.each([
    [undefined, ['adam', 'Erik', 'Zoe', 'Émilie', 'van Gogh']],
    ['created', ['van Gogh', 'Émilie', 'Zoe', 'Erik', 'adam']],
    ['name', ['adam', 'Émilie', 'Erik', 'van Gogh', 'Zoe']],
    ['-name', ['Zoe', 'van Gogh', 'Erik', 'Émilie', 'adam']],
    ['email', ['Zoe', 'Erik', 'adam', 'van Gogh', 'Émilie']],
    ['-email', ['Émilie', 'van Gogh', 'adam', 'Erik', 'Zoe']],
  ] as const)('%s holds over all pages, whatever the case and accents', async (sort, names) => {
    expect(await readAll({ sort })).toEqual(names);
  });

  it('follows a new name', async () => {
    const user = userOf(90, { name: 'Aaron', email: 'aaron@example.org' });
    await write(users.putItem(user));
    await write(users.updateItem(user, { name: 'Zz' }));

    expect((await readAll({ sort: 'name' })).at(-1)).toBe('Zz');
    await write(users.deleteItem({ ...user, version: 2 }));
  });

  it('takes in who was stored before there was an order of names, and leaves what is so', async () => {
    const { id: userId, ...old } = userOf(91, { name: 'Berta', email: 'berta@example.org' });
    const item = { userId, kind: 'user', sortKey: `${old.createdAt}#${userId}`, ...old };
    await tables.database.client.send(new PutCommand({ TableName: tables.database.table('users'), Item: item }));
    expect(await readAll({ sort: 'name' })).not.toContain('Berta');

    await users.placeByName();

    expect((await readAll({ sort: 'name' })).slice(0, 2)).toEqual(['adam', 'Berta']);
    const again = await requestsOf(tables.database, () => users.placeByName());
    expect(again.map(({ command }) => command)).toEqual(['Query']);
    await write(users.deleteItem({ id: userId, ...old }));
  });

  it('takes of a long name what has room, in whole characters', () => {
    const nameKeyOf = (name: string) => String(users.putItem(userOf(7, { name })).Put?.Item?.['nameKey']);

    expect(nameKeyOf('n'.repeat(80))).toBe(`${'n'.repeat(40)}\t${userOf(7).id}`);
    expect(nameKeyOf(`n${'Ж'.repeat(79)}`)).toBe(`n${'ж'.repeat(19)}\t${userOf(7).id}`);
  });

  it('takes no cursor of another order', async () => {
    const { nextCursor: cursor } = await users.list({ sort: 'name', limit: 1 });

    await expect(users.list({ sort: 'email', limit: 1, cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

const filters: readonly (readonly [string, UserFilter, readonly string[]])[] = [
  ['who may sign in', { status: 'active' }, ['van Gogh', 'Zoe']],
  ['who waits for a password', { status: 'waiting' }, ['Erik']],
  ['who is disabled, with a password or without', { status: 'disabled' }, ['adam', 'Émilie']],
  ['administrators', { role: 'admin' }, ['Zoe']],
  ['who has never signed in', { lastSignIn: 'never' }, ['adam', 'Erik']],
  ['who signed in long ago, not never', { lastSignIn: { before: daysAgo(30) } }, ['Émilie', 'Zoe']],
  ['who signed in still longer ago', { lastSignIn: { before: daysAgo(90) } }, ['Émilie']],
  ['a group, whatever its case and accents', { group: 'arzte' }, ['Erik']],
  ['a group that nobody is in', { group: 'rzte' }, []],
  ['all at once', { status: 'disabled', lastSignIn: 'never', search: 'ADAM' }, ['adam']],
];

describe.each(filters)('a list narrowed down to %s', (_, filter, names) => {
  it.each(['-created', 'name', '-email'] as const)('has them in the order %s, and the count agrees', async (sort) => {
    expect((await readAll({ ...filter, sort }, 1)).sort()).toEqual([...names].sort());
    expect(await users.count(filter)).toEqual({ count: names.length, isComplete: true });
  });
});

describe('what a list of users costs', () => {
  it('is what it shows, unless it is narrowed down', async () => {
    const byName = await requestsOf(tables.database, () => users.list({ sort: 'name', limit: 2 }));
    const newest = await requestsOf(tables.database, () => users.list({ limit: 2 }));

    expect(byName).toEqual([
      { command: 'Query', items: 3 },
      { command: 'BatchGetItem', items: 2 },
    ]);
    expect(newest).toEqual([{ command: 'Query', items: 3 }]);
  });

  it('leaves a sign-in at the one unit of the list by creation', () => {
    const { Item = {} } = users.putItem(userOf(1, { lastSignInAt: daysAgo(1).toISOString() })).Put ?? {};

    expect(indexUnits(definitions.users, Item, { ...Item, lastSignInAt: now.toISOString() })).toEqual({
      'by-kind': 1,
      'by-name': 0,
      'by-email': 0,
      'by-stop-order': 0,
    });
  });

  it('is bounded, however many there are: an answer ends with a cursor, a count with “at least”', async () => {
    const people = new UserRepository(tables.database);
    const { client } = tables.database;
    let queries = 0;
    // Stands in for more users than one answer looks at: each query finds nobody who matches, and that there is more.
    client.middlewareStack.add(
      () => () => {
        queries++;
        const output = { Items: [], LastEvaluatedKey: keyOfSomebody, $metadata: {} };
        return Promise.resolve({ output, response: undefined });
      },
      { step: 'initialize', name: 'endless' },
    );

    const page = await people.list({ limit: 2, role: 'admin' });
    const ofPage = queries;
    const count = await people.count({ role: 'admin' });

    client.middlewareStack.remove('endless');
    expect([ofPage, queries - ofPage]).toEqual([20, 20]);
    expect(page).toEqual({ items: [], nextCursor: expect.any(String) as string });
    expect(count).toEqual({ count: 0, isComplete: false });
  });
});
