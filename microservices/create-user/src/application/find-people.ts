import type { ScimListQuery } from '@cloudapp/contracts/scim';
import type { ScimUser } from '@cloudapp/contracts/scim-resource';
import { normalEmail } from '@cloudapp/contracts/email';
import type { StoredPerson } from '@cloudapp/data/directory-item';
import { isAsSaid, readFilter, type Condition } from '../domain/scim-filter.ts';
import { presentScimUser } from '../domain/scim-user.ts';
import type { Parts } from './parts.ts';
import { pageOfList, scimList, shownOf } from './scim-list.ts';
import { scimBase } from './scim-request.ts';

const filterable = ['id', 'username', 'externalid', 'displayname', 'active', 'emails.value', 'emails.type'];

/** A page of the people of the directory, all or those whom a filter means. */
export async function listPeople(parts: Parts, query: ScimListQuery) {
  if (query.filter === undefined) return await pageOfAll(parts, query);
  const conditions = readFilter(query.filter, filterable).map(inNormalForm);
  const found = await presented(parts, await candidates(parts, conditions));
  const matching = found.filter((user) => isAsSaid(comparable(user), conditions));
  const { first, items } = pageOfList(matching, query);
  return scimList(
    items.map((user) => shownOf(user, query)),
    matching.length,
    first,
  );
}

/** E-mails are kept in their normal form, and may be asked for in whatever other. */
function inNormalForm({ attribute, value }: Condition): Condition {
  const isEmail = (attribute === 'username' || attribute === 'emails.value') && typeof value === 'string';
  return { attribute, value: isEmail ? normalEmail(value) : value };
}

async function pageOfAll(parts: Parts, query: ScimListQuery) {
  const people = await parts.directory.people();
  const { first, items } = pageOfList(people, query);
  const users = await presented(parts, items);
  return scimList(
    users.map((user) => shownOf(user, query)),
    people.length,
    first,
  );
}

/** Whom conditions can mean: one by what only one has, or all. */
async function candidates(parts: Parts, conditions: readonly Condition[]): Promise<StoredPerson[]> {
  const { directory } = parts;
  for (const { attribute, value } of conditions) {
    const look = typeof value === 'string' && value !== '' ? lookups[attribute] : undefined;
    if (look === undefined) continue;
    const id = await look(parts, String(value));
    const person = id === undefined ? undefined : await directory.person(id);
    return person === undefined ? [] : [person];
  }
  return await directory.people();
}

type Lookup = (parts: Parts, value: string) => Promise<string | undefined>;

const byEmail: Lookup = async ({ credentials }, value) => (await credentials.get(value))?.userId;
const lookups: Readonly<Partial<Record<string, Lookup>>> = {
  id: (_, value) => Promise.resolve(value),
  username: byEmail,
  'emails.value': byEmail,
  externalid: ({ directory }, value) => directory.ownerOf('person-external-id', value),
};

/** Those whose account is still there, in their order, as of this instant. */
async function presented(parts: Parts, people: readonly StoredPerson[]): Promise<ScimUser[]> {
  const found = await parts.users.getMany(
    people.map(({ userId }) => userId),
    { ConsistentRead: true },
  );
  const users = new Map(found.map((user) => [user.id, user]));
  return people.flatMap((person) => {
    const user = users.get(person.userId);
    return user === undefined ? [] : [presentScimUser(user, person, scimBase(parts))];
  });
}

function comparable({ id, userName, externalId, displayName, active }: ScimUser) {
  const email = userName?.toLowerCase();
  return {
    ...{ id, username: email, externalid: externalId, displayname: displayName?.toLowerCase(), active },
    ...{ 'emails.value': email, 'emails.type': 'work' },
  };
}
