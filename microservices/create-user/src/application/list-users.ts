import type {
  countUsers as countContract,
  listUsers as listContract,
  User,
  UserFilter,
} from '@cloudapp/contracts/user';
import type { RouteAnswer, RouteQuery } from '@cloudapp/contracts/route';
import { gauge } from '@cloudapp/data/counters';
import type * as lists from '@cloudapp/data/user-lists';
import { presentUser } from '../domain/user-edit.ts';
import type { Parts } from './parts.ts';

const dayMs = 86_400_000;
const days = { 'over-30-days': 30, 'over-90-days': 90 } as const;

export async function listUsers(
  { users, quotas, mailAddresses }: Pick<Parts, 'users' | 'quotas' | 'mailAddresses'>,
  query: RouteQuery<typeof listContract>,
  now: Date,
): Promise<{ items: User[]; nextCursor?: string | undefined }> {
  const { limit, cursor, sort, ...filter } = query;
  const { items, nextCursor } = await users.list({ limit, cursor, sort, ...meant(filter, now) });
  const [found, shunned] = await Promise.all([
    quotas.getMany(items.map((user) => user.id)),
    mailAddresses.shunned(items.map((user) => user.email)),
  ]);
  const listed = items.map((user) => ({
    ...presentUser(user, found.get(user.id)),
    mailTrouble: shunned.get(user.email)?.trouble,
  }));
  return { items: listed, nextCursor };
}

/** All of them are counted already, as they come and go; those who match are counted by looking. */
export async function countUsers(
  { users, statistics }: Pick<Parts, 'users' | 'statistics'>,
  filter: UserFilter,
  now: Date,
): Promise<RouteAnswer<typeof countContract>> {
  const isNarrowed = Object.values(filter).some((part) => part !== undefined);
  if (!isNarrowed) {
    const { [gauge.users]: all = 0 } = await statistics.gauges();
    return { count: Math.max(0, all), complete: true };
  }
  const { count, isComplete } = await users.count(meant(filter, now));
  return { count, complete: isComplete };
}

function meant({ lastSignIn, ...filter }: UserFilter, now: Date): lists.UserFilter {
  if (lastSignIn === undefined || lastSignIn === 'never') return { ...filter, lastSignIn };
  return { ...filter, lastSignIn: { before: new Date(now.getTime() - days[lastSignIn] * dayMs) } };
}
