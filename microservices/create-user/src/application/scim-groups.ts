import { nameKey } from '@cloudapp/accounts/application/directory-changes';
import { againWhenOvertaken } from '@cloudapp/accounts/application/overtaken';
import { auditEntry, type Actor } from '@cloudapp/accounts/domain/audit-entry';
import type { ScimListQuery, ScimShownQuery } from '@cloudapp/contracts/scim';
import type { ScimGroup } from '@cloudapp/contracts/scim-resource';
import type { StoredGroup } from '@cloudapp/data/directory-item';
import { isAsSaid, readFilter, type Condition } from '../domain/scim-filter.ts';
import { presentScimGroup, type GroupEdit } from '../domain/scim-group.ts';
import { ScimFault } from '../domain/scim-fault.ts';
import { withRights } from './directory-rights.ts';
import type { Parts } from './parts.ts';
import { isShown, pageOfList, scimList, shownOf } from './scim-list.ts';
import { requireVersion, scimBase } from './scim-request.ts';
import { UserError } from './user-error.ts';

const filterable = ['id', 'displayname', 'externalid', 'members.value'];

async function requireGroup({ directory }: Parts, id: string): Promise<StoredGroup> {
  const group = await directory.group(id);
  if (group === undefined) throw new UserError({ code: 'group-not-found' });
  return group;
}

/** A page of the groups, all or those that a filter means. */
export async function listGroups(parts: Parts, query: ScimListQuery) {
  const conditions = query.filter === undefined ? [] : readFilter(query.filter, filterable);
  const named = (await candidates(parts, conditions)).filter((group) => isAsSaid(comparable(group), conditions));
  const matching = await withMembers(parts, named, conditions);
  const { first, items } = pageOfList(matching, query);
  const resources: ScimGroup[] = [];
  for (const group of items) resources.push(await presented(parts, group, query));
  return scimList(resources, matching.length, first);
}

async function candidates({ directory }: Parts, conditions: readonly Condition[]): Promise<StoredGroup[]> {
  for (const { attribute, value } of conditions) {
    if (typeof value !== 'string' || value === '' || attribute === 'members.value') continue;
    const id = await idBy(directory, attribute, value);
    const group = id === undefined ? undefined : await directory.group(id);
    return group === undefined ? [] : [group];
  }
  return await directory.groups();
}

async function idBy(directory: Parts['directory'], attribute: string, value: string): Promise<string | undefined> {
  if (attribute === 'id') return value;
  if (attribute === 'externalid') return await directory.ownerOf('group-external-id', value);
  return await directory.ownerOf('group-name', nameKey({ displayName: value }));
}

function comparable({ id, displayName, externalId }: StoredGroup) {
  return { id, displayname: displayName.toLowerCase(), externalid: externalId };
}

async function withMembers(parts: Parts, groups: readonly StoredGroup[], conditions: readonly Condition[]) {
  let left = groups;
  for (const { attribute, value } of conditions) {
    if (attribute !== 'members.value') continue;
    const asked = left.map(({ id }) => ({ groupId: id, userId: String(value) }));
    const found = new Set((await parts.directory.existing(asked)).map(({ groupId }) => groupId));
    left = left.filter(({ id }) => found.has(id));
  }
  return left;
}

export async function getGroup(parts: Parts, id: string, query: ScimShownQuery): Promise<ScimGroup> {
  return await presented(parts, await requireGroup(parts, id), query);
}

async function presented(parts: Parts, group: StoredGroup, query: ScimShownQuery): Promise<ScimGroup> {
  const members = isShown(query)('members') ? await parts.directory.membersOf(group.id) : undefined;
  return shownOf(presentScimGroup(group, members, scimBase(parts)), query);
}

export async function addGroup(parts: Parts, wanted: GroupEdit, actor: Actor): Promise<ScimGroup> {
  const id = parts.newGroupId(actor.now);
  const createdAt = actor.now.toISOString();
  const group: StoredGroup = { ...namesOf(wanted), id, version: 1, createdAt, changedAt: createdAt };
  const added = [...wanted.added];
  await requirePeople(parts, added);
  await withRights(parts, actor, async () => {
    const entry = groupEntry(actor, 'directory-group-added', group, added.length, 0);
    await parts.directoryChanges.putGroup(group, undefined, entry);
    await parts.directory.changeMembers(id, added, []);
    return added;
  });
  return await getGroup(parts, id, {});
}

/**
 * Changes a group to what `edit` says. Its names and version change first, and its members one by one: a directory that is interrupted
 * sends the same again, which finds what is left to do.
 */
export async function changeGroup(
  parts: Parts,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | undefined },
  edit: (group: StoredGroup) => GroupEdit,
  actor: Actor,
): Promise<void> {
  await withRights(parts, actor, async () => {
    const { isRenamed, added, removed } = await againWhenOvertaken(() =>
      writeGroup(parts, { id, ifMatch }, edit, actor),
    );
    await parts.directory.changeMembers(id, added, removed);
    // Rules know groups by what they are called.
    const others = isRenamed ? await parts.directory.membersOf(id) : [];
    return [...new Set([...added, ...removed, ...others])];
  });
}

/** Writes names and version of a group that is to become another, and says what is left to write. */
async function writeGroup(
  parts: Parts,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | undefined },
  edit: (group: StoredGroup) => GroupEdit,
  actor: Actor,
): Promise<MemberChange & { readonly isRenamed: boolean }> {
  const read = await requireGroup(parts, id);
  requireVersion(ifMatch, read);
  const wanted = edit(read);
  const members = await membersToChange(parts, id, wanted);
  const names = namesOf(wanted);
  const isRenamed = names.displayName !== read.displayName || names.externalId !== read.externalId;
  if (isRenamed || members.added.length + members.removed.length > 0) {
    const next = { ...read, ...names, version: read.version + 1, changedAt: actor.now.toISOString() };
    const entry = groupEntry(actor, 'directory-group-changed', next, members.added.length, members.removed.length);
    await parts.directoryChanges.putGroup(next, read, entry);
  }
  return { ...members, isRenamed };
}

export async function removeGroup(parts: Parts, id: string, ifMatch: string | undefined, actor: Actor): Promise<void> {
  await withRights(parts, actor, async () => {
    const members = await againWhenOvertaken(async () => {
      const group = await requireGroup(parts, id);
      requireVersion(ifMatch, group);
      const all = await parts.directory.membersOf(id);
      const entry = groupEntry(actor, 'directory-group-removed', group, 0, all.length);
      await parts.directoryChanges.removeGroup(group, entry);
      return all;
    });
    await parts.directory.changeMembers(id, [], members);
    return members;
  });
}

interface MemberChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Who comes and who goes of those whom an edit names; who is there already, or is not, is left alone. */
async function membersToChange(parts: Parts, groupId: string, edit: GroupEdit): Promise<MemberChange> {
  const { directory } = parts;
  const named = [...edit.added, ...edit.removed];
  const there = edit.isEmptied
    ? await directory.membersOf(groupId)
    : (await directory.existing(named.map((userId) => ({ groupId, userId })))).map(({ userId }) => userId);
  const isThere = new Set(there);
  const added = [...edit.added].filter((id) => !isThere.has(id));
  await requirePeople(parts, added);
  return { added, removed: there.filter((id) => !edit.added.has(id) && (edit.isEmptied || edit.removed.has(id))) };
}

async function requirePeople({ directory }: Parts, ids: readonly string[]): Promise<void> {
  const known = await directory.peopleAmong(ids);
  if (known.size < ids.length)
    throw new ScimFault('value-invalid', 'A member is nobody whom the directory has sent here');
}

function namesOf({ displayName, externalId }: GroupEdit): Pick<StoredGroup, 'displayName' | 'externalId'> {
  if (displayName === undefined) throw new ScimFault('value-invalid', 'displayName must have a value');
  return { displayName, externalId };
}

function groupEntry(
  actor: Actor,
  action: 'directory-group-added' | 'directory-group-changed' | 'directory-group-removed',
  { displayName }: StoredGroup,
  added: number,
  removed: number,
) {
  return auditEntry(actor, action, undefined, { detail: `${displayName}: ${added} in, ${removed} out` });
}
