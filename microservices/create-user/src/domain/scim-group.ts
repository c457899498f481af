import {
  mostMembers,
  scimExternalId,
  scimGroupName,
  scimMembersSchema,
  scimSchemaIds,
  type ScimGroup,
  type ScimGroupWish,
  type ScimOperation,
} from '@cloudapp/contracts/scim-resource';
import type { StoredGroup } from '@cloudapp/data/directory-item';
import type * as z from 'zod';
import { ScimFault } from './scim-fault.ts';
import { patched, validValue, versionTag } from './scim-patch.ts';
import type { ScimPath } from './scim-path.ts';

/** What is to become of a group. Of its members those are named who come or go, not those who stay. */
export interface GroupEdit {
  readonly displayName?: string | undefined;
  readonly externalId?: string | undefined;
  /** Whether the members that there were go, before those who come. */
  readonly isEmptied: boolean;
  readonly added: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

const nothing = new Set<string>();

/** The edit that makes a group what is sent, whatever it was. */
export function editWished({ displayName, externalId, members = [] }: ScimGroupWish): GroupEdit {
  return { displayName, externalId, isEmptied: true, added: idsOf(members), removed: nothing };
}

/**
 * What operations come to, one after the other.
 * @throws ScimFault path-invalid, value-invalid, target-missing, filter-invalid
 */
export function editPatched(group: StoredGroup, operations: readonly ScimOperation[]): GroupEdit {
  const { displayName, externalId } = group;
  const start: GroupEdit = { displayName, externalId, isEmptied: false, added: nothing, removed: nothing };
  return patched(start, operations, apply);
}

function apply(edit: GroupEdit, { op, value }: ScimOperation, { attribute, chosen }: ScimPath): GroupEdit {
  const sent = op === 'remove' ? undefined : value;
  switch (attribute) {
    case 'displayname':
      return { ...edit, displayName: validValue('displayName', scimGroupName, sent) };
    case 'externalid':
      return { ...edit, externalId: validValue('externalId', scimExternalId.nullish(), sent) ?? undefined };
    case 'members':
      return chosen === undefined ? changeMembers(edit, op, value) : changeChosen(edit, op, chosen);
    default:
      throw new ScimFault('path-invalid', 'Groups have no such attribute, or it cannot be changed');
  }
}

/** Members are removed one by one by a filter, as Okta and Entra ID do. */
function changeChosen(edit: GroupEdit, op: ScimOperation['op'], chosen: string): GroupEdit {
  if (op !== 'remove') throw new ScimFault('path-invalid', 'A member that is chosen can only be removed');
  return taking(edit, new Set([chosen]));
}

function changeMembers(edit: GroupEdit, op: ScimOperation['op'], value: unknown): GroupEdit {
  const isAll = op === 'remove' && (value === undefined || value === null);
  if (isAll) return { ...edit, isEmptied: true, added: nothing, removed: nothing };
  const ids = idsOf(validValue('members', scimMembersSchema, Array.isArray(value) ? value : [value]));
  if (op === 'remove') return taking(edit, ids);
  if (op === 'replace') return { ...edit, isEmptied: true, added: ids, removed: nothing };
  return { ...edit, added: bounded(new Set([...edit.added, ...ids])), removed: others(edit.removed, ids) };
}

function taking(edit: GroupEdit, ids: ReadonlySet<string>): GroupEdit {
  return { ...edit, added: others(edit.added, ids), removed: new Set([...edit.removed, ...ids]) };
}

function others(ids: ReadonlySet<string>, without: ReadonlySet<string>): Set<string> {
  return new Set([...ids].filter((id) => !without.has(id)));
}

function bounded(ids: Set<string>): Set<string> {
  if (ids.size > mostMembers) throw new ScimFault('value-invalid', `A group has at most ${mostMembers} members`);
  return ids;
}

function idsOf(members: z.output<typeof scimMembersSchema>): Set<string> {
  return new Set(members.map(({ value }) => value));
}

/** @param members the ids of all, or undefined where they were not asked for */
export function presentScimGroup(group: StoredGroup, members: readonly string[] | undefined, base: string): ScimGroup {
  const { id, externalId, displayName, createdAt, changedAt } = group;
  return {
    schemas: [scimSchemaIds.group],
    ...{ id, externalId, displayName },
    ...(members && {
      members: members.map((value) => ({ value, $ref: `${base}/Users/${value}`, type: 'User' as const })),
    }),
    meta: {
      resourceType: 'Group',
      created: createdAt,
      lastModified: changedAt,
      location: `${base}/Groups/${id}`,
      version: versionTag(group),
    },
  };
}
