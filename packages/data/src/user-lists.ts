import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { foldText, isFoundIn } from '@cloudapp/contracts/fold-text';
import { ListCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { listedUserItem, userItem, type ListedUser, type StoredUser } from './user-item.ts';

/** What a list of users is narrowed down by. */
export interface UserFilter {
  /** Words, all of which must be found in name or e-mail (`isFoundIn`). */
  readonly search?: string | undefined;
  /** Whether somebody may sign in, has yet to choose a password, or may not sign in; nobody is two of them. */
  readonly status?: 'active' | 'waiting' | 'disabled' | undefined;
  readonly role?: StoredUser['role'] | undefined;
  /** Only who has never signed in, or whose last sign-in was before an instant. */
  readonly lastSignIn?: 'never' | { readonly before: Date } | undefined;
  /** Only who is in a group of this name, whatever its case and accents. */
  readonly group?: string | undefined;
}

/** By what a list of users is ordered; a minus turns it round. */
export type UserSort = 'created' | '-created' | 'name' | '-name' | 'email' | '-email';

/** A page of a list. */
export interface AskedUsers extends UserFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** @default -created, the newest first */
  readonly sort?: UserSort | undefined;
}

/** How many match. */
export interface UserCount {
  readonly count: number;
  /** False where there are more users than one answer looks at: then at least so many match. */
  readonly isComplete: boolean;
}

/** Where the records are that an index does not hold. */
interface Records {
  getMany(userIds: readonly string[]): Promise<StoredUser[]>;
}

/** An order of users: the index that has it, and how its cursors look. */
interface Order {
  readonly index: 'by-kind' | 'by-name' | 'by-email';
  readonly cursors: ListCursor<string>;
}

const userId = /^usr_[0-9a-z]{26}$/;
const kind = /^user$/;

const orders: Readonly<Record<'created' | 'name' | 'email', Order>> = {
  created: {
    index: 'by-kind',
    cursors: new ListCursor('users', { userId, kind, sortKey: /^[\d-]{10}T[\d:.]{12}Z#usr_[0-9a-z]{26}$/ }),
  },
  name: {
    index: 'by-name',
    cursors: new ListCursor('users-by-name', { userId, kind, nameKey: /^[^\t]{0,100}\tusr_[0-9a-z]{26}$/u }),
  },
  email: {
    index: 'by-email',
    cursors: new ListCursor('users-by-email', { userId, kind, email: /^\S{3,254}$/ }),
  },
};

/**
 * What one answer looks at, whoever is asked for and however many users there are: 20 queries of 500 users. An entry of `by-kind` has
 * about 450 bytes, one of the others 250, so that this is 10,000 users and some 550 or 300 read units at most. Behind them there is
 * a cursor to go on from.
 */
const narrowed = { atOnce: 500, maxReads: 20 };
/** The last sign-in and the group are in `by-kind` alone. In another order each record is read besides, half a unit each: 1,000 users, 550 units. */
const narrowedByRecords = { atOnce: 100, maxReads: 10 };

/**
 * A page of users. Unless it is narrowed down, it costs what it shows: an entry of the index each, and in another order than by
 * creation half a read unit for each record.
 * @throws InvalidCursorError
 */
export async function readUserPage(
  database: Database,
  users: Records,
  asked: AskedUsers,
): Promise<{ items: StoredUser[]; nextCursor?: string | undefined }> {
  const { sort = '-created', limit } = asked;
  const { index, cursors } = orders[sort.replace('-', '') as keyof typeof orders];
  const { atOnce, maxReads } = boundsOf(asked, index);
  const found: Entry[] = [];
  let place = cursors.read(asked.cursor);
  for (let reads = 0; reads < maxReads; reads++) {
    const answer = await query(database, { index, isBackward: sort.startsWith('-'), limit: atOnce, place });
    found.push(...(await matching(users, answer.entries, asked)));
    place = answer.next;
    if (place === undefined || found.length > limit) break;
  }
  const page = found.slice(0, limit);
  const end = found.length > limit ? page.at(-1)?.key : place;
  return { items: await wholeOf(users, page, asked), nextCursor: end && cursors.after(end) };
}

/** How many users match, of at most 10,000 that are looked at: 300 read units, 550 where what only records have is asked for. */
export async function countUsers(database: Database, filter: UserFilter): Promise<UserCount> {
  const index = isOfRecords(filter) ? 'by-kind' : 'by-email';
  let count = 0;
  let place: Key | undefined;
  for (let reads = 0; reads < narrowed.maxReads; reads++) {
    const answer = await query(database, { index, isBackward: false, limit: narrowed.atOnce, place });
    count += answer.entries.filter(({ user, whole }) => matches(user, filter) && isOfRecord(whole, filter)).length;
    place = answer.next;
    if (place === undefined) return { count, isComplete: true };
  }
  return { count, isComplete: false };
}

type Key = Readonly<Record<string, unknown>>;

/** A user as an index tells of one, and where it stands there. */
interface Entry {
  readonly key: Key;
  readonly user: ListedUser;
  /** The record, where the index has all of it. */
  readonly whole: StoredUser | undefined;
}

interface Range {
  readonly index: Order['index'];
  readonly isBackward: boolean;
  readonly limit: number;
  readonly place: Key | undefined;
}

async function query(database: Database, { index, isBackward, limit, place }: Range) {
  const answer = await database.client.send(
    new QueryCommand({
      TableName: database.table('users'),
      IndexName: index,
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': 'user' },
      ScanIndexForward: !isBackward,
      Limit: limit,
      ExclusiveStartKey: place,
    }),
  );
  const entries = (answer.Items ?? []).map((item): Entry => {
    const whole = index === 'by-kind' ? userItem.parse(item) : undefined;
    return { key: item, user: whole ?? listedUserItem.parse(item), whole };
  });
  return { entries, next: answer.LastEvaluatedKey };
}

function boundsOf(asked: AskedUsers, index: Order['index']) {
  const { search, status, role } = asked;
  if (isOfRecords(asked)) return index === 'by-kind' ? narrowed : narrowedByRecords;
  const isNarrowed = [search, status, role].some((part) => part !== undefined);
  // One more than asked for tells whether there is another page.
  return isNarrowed ? narrowed : { atOnce: asked.limit + 1, maxReads: 1 };
}

/** Those of some entries that match; their records are read where the index does not tell what is asked for. */
async function matching(users: Records, entries: readonly Entry[], filter: UserFilter): Promise<Entry[]> {
  const likely = entries.filter(({ user }) => matches(user, filter));
  if (!isOfRecords(filter)) return likely;
  const missing = likely.flatMap(({ user, whole }) => (whole ? [] : [user.id]));
  const records = new Map((missing.length === 0 ? [] : await users.getMany(missing)).map((user) => [user.id, user]));
  return likely
    .map((entry) => ({ ...entry, whole: entry.whole ?? records.get(entry.user.id) }))
    .filter(({ whole }) => isOfRecord(whole, filter));
}

/** The records of a page, without those that are not any more what was asked for: an index may lag. */
async function wholeOf(users: Records, page: readonly Entry[], filter: UserFilter): Promise<StoredUser[]> {
  const missing = page.flatMap(({ user, whole }) => (whole ? [] : [user.id]));
  const records = new Map((missing.length === 0 ? [] : await users.getMany(missing)).map((user) => [user.id, user]));
  return page.flatMap(({ user, whole = records.get(user.id) }) => (whole && matches(whole, filter) ? [whole] : []));
}

function matches(user: ListedUser, { search, status, role }: UserFilter): boolean {
  if (status !== undefined && statusOf(user) !== status) return false;
  if (role !== undefined && user.role !== role) return false;
  return search === undefined || isFoundIn(search, [user.name, user.email]);
}

function statusOf({ status, mustChangePassword }: ListedUser): UserFilter['status'] {
  return status === 'active' && mustChangePassword ? 'waiting' : status;
}

/** Whether something is asked for that the indexes by name and by e-mail do not tell. */
function isOfRecords({ lastSignIn, group }: UserFilter): boolean {
  return lastSignIn !== undefined || group !== undefined;
}

function isOfRecord(user: StoredUser | undefined, { lastSignIn, group }: UserFilter): boolean {
  const isMember = group === undefined || foldText(user?.group ?? '') === foldText(group);
  return isMember && signedIn(user, lastSignIn);
}

function signedIn(user: StoredUser | undefined, lastSignIn: UserFilter['lastSignIn']): boolean {
  if (lastSignIn === undefined) return true;
  if (lastSignIn === 'never') return user !== undefined && user.lastSignInAt === undefined;
  return user?.lastSignInAt !== undefined && Date.parse(user.lastSignInAt) < lastSignIn.before.getTime();
}
