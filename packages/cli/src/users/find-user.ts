import { emailAddress, userId } from '@cloudapp/contracts/primitives';
import { getUser, listUsers, type User } from '@cloudapp/contracts/user';
import { allPages } from '../api/all-pages.ts';
import type { ApiClient } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { clean } from '../output/clean.ts';

/** The user whom somebody names, by e-mail or id. */
export async function findUser(api: ApiClient, named: string): Promise<User> {
  if (userId.safeParse(named).success) return await api.call(getUser, { params: { id: named } });
  const wanted = emailAddress.safeParse(named);
  if (!wanted.success) throw new Failure('usage', `“${clean(named)}” is neither an e-mail address nor a user's id.`);
  const email = wanted.data;
  const like = await allPages((cursor) => api.call(listUsers, { query: { limit: 100, cursor, search: email } }));
  const found = like.find((user) => user.email === email);
  if (found === undefined)
    throw new Failure('notFound', `There is no user ${clean(email)}; cloudapp users ls lists all.`);
  // The list comes from an index, which may lag behind.
  return await api.call(getUser, { params: { id: found.id } });
}
